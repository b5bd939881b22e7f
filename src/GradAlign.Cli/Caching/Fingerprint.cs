using System.Globalization;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GradAlign.Analyzer;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Hosting;
using GradAlign.Analyzer.Reporting;
using GradAlign.Cli.Configuration;

namespace GradAlign.Cli.Caching;

/// <summary>Tells whether scores would come out the same: equal fingerprints, equal scores. Limits are no part of it.</summary>
internal static class Fingerprint
{
    private static readonly string[] Companions = [".deps.json", ".runtimeconfig.json"];

    /// <summary>The fingerprint of a scoring.</summary>
    /// <param name="assemblyPath">The user's assembly.</param>
    /// <param name="options">Options of the scoring.</param>
    /// <param name="nativePath">Folder of libtorch, where one is given.</param>
    /// <param name="declaration">What the command line says of the models; null: it stands in the assembly.</param>
    public static string Of(string assemblyPath, ScoringOptions options, string? nativePath, ModelDeclaration? declaration = null)
    {
        var text = new StringBuilder();
        text.Append(ToolVersion.Current).Append(' ').Append(typeof(ScoringHost).Module.ModuleVersionId).Append('\n');
        text.Append(RuntimeInformation.RuntimeIdentifier).Append(' ').Append(nativePath).Append('\n');

        if (declaration is not null) text.Append(JsonSerializer.Serialize(declaration, GradAlignJson.Compact)).Append('\n');

        // Less memory costs time, and gives the same scores.
        text.Append(JsonSerializer.Serialize(options with { Memory = null }, GradAlignJson.Compact)).Append('\n');
        foreach (var companion in Companions.Select(e => Path.ChangeExtension(assemblyPath, e)).Where(File.Exists))
        {
            text.Append(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(companion)))).Append('\n');
        }

        // The assembly itself, and what it references: the assemblies of other projects are copied beside it.
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(assemblyPath)!, "*.dll").Order(StringComparer.Ordinal))
        {
            text.Append(Path.GetFileName(file)).Append(' ').Append(Version(file)).Append('\n');
        }

        foreach (var file in options.Data is null ? [] : DataFiles(options.Data))
        {
            text.Append(State(file)).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The files of a data set, those in the folders that it names included.</summary>
    public static IReadOnlyList<string> DataFiles(string data) =>
    [
        .. DataReference.Paths(data).Select(Path.GetFullPath)
            .SelectMany(p => Directory.Exists(p) ? Directory.EnumerateFiles(p, "*", SearchOption.AllDirectories) : [p])
            .Order(StringComparer.Ordinal),
    ];

    private static string Version(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            using var assembly = new PEReader(stream);
            if (!assembly.HasMetadata) return State(file);
            var metadata = assembly.GetMetadataReader();
            return metadata.GetGuid(metadata.GetModuleDefinition().Mvid).ToString();
        }
        catch (BadImageFormatException)
        {
            return State(file);
        }
    }

    private static string State(string file)
    {
        var info = new FileInfo(file);
        return info.Exists
            ? string.Create(CultureInfo.InvariantCulture, $"{file} {info.Length} {info.LastWriteTimeUtc.Ticks}")
            : $"{file} missing";
    }
}
