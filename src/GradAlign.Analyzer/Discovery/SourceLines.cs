using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace GradAlign.Analyzer.Discovery;

/// <summary>Source places of methods, from a portable PDB beside the assembly or embedded in it.</summary>
internal sealed class SourceLines : IDisposable
{
    private readonly MetadataReaderProvider? provider;
    private readonly MetadataReader? reader;

    public SourceLines(PEReader assembly, string path)
    {
        try
        {
            if (assembly.TryOpenAssociatedPortablePdb(path, p => File.Exists(p) ? File.OpenRead(p) : null, out provider, out _))
                reader = provider!.GetMetadataReader();
        }
        catch (Exception e) when (e is BadImageFormatException or IOException)
        {
            // A PDB that cannot be read is no PDB: the models are scored, without a line.
        }
    }

    /// <summary>The first visible sequence point of a method; null without a PDB.</summary>
    public SourceLocation? Of(MethodDefinitionHandle method)
    {
        if (reader is null) return null;
        var information = reader.GetMethodDebugInformation(method.ToDebugInformationHandle());
        foreach (var point in information.GetSequencePoints())
        {
            if (point.IsHidden) continue;
            var document = reader.GetDocument(point.Document.IsNil ? information.Document : point.Document);
            return new(reader.GetString(document.Name), point.StartLine, point.StartColumn);
        }

        return null;
    }

    public void Dispose() => provider?.Dispose();
}
