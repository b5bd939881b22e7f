using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Discovery;

/// <summary>Finds the scored models of a built assembly from its metadata alone: no user code runs, and neither TorchSharp nor libtorch is loaded.</summary>
public static class ModelDiscovery
{
    /// <summary>Reads an assembly. What is wrong with it is in the result (GA0002, GA0003, GA0006), not thrown.</summary>
    /// <param name="assemblyPath">Path of the assembly.</param>
    public static DiscoveryResult Discover(string assemblyPath)
    {
        try
        {
            using var file = File.OpenRead(assemblyPath);
            using var assembly = new PEReader(file);
            if (!assembly.HasMetadata) return NotInspected(assemblyPath, "it is not a .NET assembly");
            using var lines = new SourceLines(assembly, assemblyPath);
            return Read(assembly.GetMetadataReader(), lines, assemblyPath);
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            return NotInspected(assemblyPath, e.Message);
        }
    }

    private static DiscoveryResult Read(MetadataReader reader, SourceLines lines, string assemblyPath)
    {
        var models = new List<ModelCase>();
        var problems = new List<LocatedFinding>();
        foreach (var handle in reader.MethodDefinitions)
        {
            var method = reader.GetMethodDefinition(handle);
            if (AttributeValues.Read(reader, method) is not { } values) continue;
            var source = lines.Of(handle);
            var (type, name) = (NamedMethod.ReflectionName(reader, method.GetDeclaringType()), reader.GetString(method.Name));
            var misuses = AttributeMisuse.Of(reader, method, values).ToArray();
            problems.AddRange(misuses.Select(m => new LocatedFinding(Rules.InvalidConfiguration.Finding(m), $"{type}.{name}", source)));
            if (misuses.Length > 0) continue;
            models.Add(new()
            {
                Name = name,
                TypeName = type,
                MethodName = name,
                InputShape = values.InputShape,
                Classes = values.Classes,
                Vocabulary = values.Vocabulary,
                DataType = values.DataType,
                LossType = values.LossType,
                MaxConflict = values.MaxConflict,
                MaxCollapse = values.MaxCollapse,
                Source = source,
            });
        }

        if (models.Count == 0 && problems.Count == 0)
        {
            var (file, offer) = (Path.GetFileName(assemblyPath), FactoryDiscovery.Offers(reader, lines).FirstOrDefault() ?? "Namespace.Type.Method");
            problems.Add(new(Rules.NoModels.Finding(
                $"No method in {file} carries [ScoredModel]. Mark a static parameterless method that returns the model: [ScoredModel(3, 32, 32, Classes = 10)]. Or leave the code as it is, and name what makes the model: gradalign score {file} --factory \"{offer}\" --input 3x32x32 --classes 10.")));
        }

        return new([.. ModelNames.Shortest(models).OrderBy(m => m.Source?.File, StringComparer.Ordinal).ThenBy(m => m.Source?.Line)], problems);
    }

    internal static DiscoveryResult NotInspected(string path, string reason) =>
        new([], [new(Rules.AssemblyNotInspected.Finding($"{path} could not be inspected: {reason.TrimEnd('.')}. Name a built .NET assembly, or its project."))]);
}
