using System.CommandLine;

namespace GradAlign.Cli.Gate;

/// <summary>The options by which the GradAlign.MSBuild package and the gate talk; scripts may use them too.</summary>
internal sealed class HandoverArguments
{
    private readonly Option<string?> project = new("--project") { HelpName = "FILE", Description = "The project of an ASSEMBLY: gradalign.json and gradalign.snapshots are looked for from its folder." };
    private readonly Option<string?> properties = new("--properties") { HelpName = "FILE", Description = "MSBuild properties, a line Name=Value each." };
    private readonly Option<string?> scores = new("--kept-scores") { HelpName = "FILE", Description = "Keep the scores here, and score again only what has changed." };
    private readonly Option<string?> findings = new("--findings") { HelpName = "FILE", Description = "Write the findings here, for a build to replay." };
    private readonly Option<string?> report = new("--report") { HelpName = "FILE", Description = "Write the whole report here, as JSON." };
    private readonly Option<string?> inputs = new("--inputs") { HelpName = "FILE", Description = "Write the paths of the files that the verdict depends on here." };
    private readonly Option<string[]> packageFolders = new("--package-folder") { HelpName = "DIR", Description = "A NuGet package folder; may be repeated." };
    private readonly Option<string[]> sourceRoots = new("--source-root") { HelpName = "FROM=TO", Description = "Maps a deterministic source path such as /_/ back to a folder; may be repeated." };
    private readonly Option<string?> nativePath = new("--native-path") { HelpName = "DIR", Description = "Folder of libtorch, where it is in no package." };

    /// <param name="command">The command that takes them.</param>
    public HandoverArguments(Command command)
    {
        sourceRoots.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => t.Value.IndexOf('=', StringComparison.Ordinal) < 1))
            {
                result.AddError($"--source-root is '{token.Value}', but FROM=TO is expected, such as /_/=/home/me/project/.");
            }
        });
        foreach (var option in new Option[] { project, properties, scores, findings, report, inputs, packageFolders, sourceRoots, nativePath })
        {
            command.Add(option);
        }
    }

    /// <summary>Where the findings go, which is known even where the rest of the command line is wrong.</summary>
    public string? FindingsOf(ParseResult parse) => Full(parse.GetResult(findings) is { Tokens: [{ Value: var file }, ..] } ? file : null);

    /// <summary>What was given, with full paths.</summary>
    public Handover Read(ParseResult parse) => new()
    {
        Project = Full(parse.GetValue(project)),
        Properties = Full(parse.GetValue(properties)),
        Scores = Full(parse.GetValue(scores)),
        Findings = Full(parse.GetValue(findings)),
        Report = Full(parse.GetValue(report)),
        Inputs = Full(parse.GetValue(inputs)),
        PackageFolders = parse.GetValue(packageFolders) ?? [],
        // The longest prefix first: a repository within a repository has its own.
        SourceRoots = [.. (parse.GetValue(sourceRoots) ?? []).Select(Root).OrderByDescending(r => r.From.Length)],
        NativePath = Full(parse.GetValue(nativePath)),
    };

    private static (string From, string To) Root(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return (text[..equals], Path.GetFullPath(text[(equals + 1)..]));
    }

    private static string? Full(string? path) => string.IsNullOrEmpty(path) ? null : Path.GetFullPath(path);
}
