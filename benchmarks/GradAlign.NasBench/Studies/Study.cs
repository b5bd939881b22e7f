using System.Globalization;
using GradAlign.Analyzer;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Hosting;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using GradAlign.NasBench.Plans;
using GradAlign.NasBench.Spaces;

namespace GradAlign.NasBench.Studies;

/// <summary>Scores cells, one after the other, into a file.</summary>
internal static class Study
{
    private const int TrimEvery = 25;

    /// <summary>Scores what is not in the file yet.</summary>
    /// <param name="settings">What, and how.</param>
    /// <param name="log">Where progress is told.</param>
    /// <exception cref="FormatException">The file was made with other options.</exception>
    public static void Run(StudySettings settings, TextWriter log)
    {
        var chosen = CellSample.Draw(settings.Space.Read(settings.Cells), settings.Sample, settings.Options.Seed);
        var file = StudyFile.Open(settings.Output, Columns(settings), Described(settings));
        var left = chosen.Where(c => !file.Done.Contains(c.Id)).ToArray();
        var progress = new StudyProgress(log, settings.Space.Name, chosen.Length - left.Length, chosen.Length);
        var source = Source(settings);
        for (var k = 0; k < left.Length; k++)
        {
            file.Append(Row(settings, left[k], Score(settings, left[k], source)));
            RareCollections.Collect();
            if ((k + 1) % TrimEvery == 0) NativeHeap.Trim();
            progress.CellDone();
        }

        progress.Finish();
    }

    /// <summary>Scores a cell; what goes wrong with it is in the report.</summary>
    public static ModelReport Score(StudySettings settings, Cell cell, IBatchSource source)
    {
        var plan = cell.Network(settings.Network);
        return ScoringPipeline.Score(Case(settings, cell.Id), () => InitialisedNetwork.Build(plan, settings.Initialisation), source, settings.Options,
            userScores: settings.Space.Name == "nb201" ? [ThinnedRegions.Of(cell)] : []);
    }

    /// <summary>Where the batches come from.</summary>
    public static IBatchSource Source(StudySettings settings) => BatchSource.Open(Case(settings, settings.Space.Name), settings.Options.Data, null);

    private static ModelCase Case(StudySettings settings, string name) => new()
    {
        Name = name,
        TypeName = settings.Space.Name,
        MethodName = "cell",
        InputShape = [settings.Network.InputChannels, settings.ImageSize, settings.ImageSize],
        Classes = (int)settings.Network.Classes,
    };

    /// <summary>Columns of the file of scores; the first is the cell's identity.</summary>
    public static string[] Columns(StudySettings settings) => [settings.Space.Identity, .. Keys(settings), .. Described(settings).Select(o => o.Name), "engine", "seconds", "undefined"];

    private static IEnumerable<string> Keys(StudySettings settings)
    {
        string[] asked = [.. (settings.Options.Scores ?? "").Split(',', StringSplitOptions.TrimEntries)];
        string[] known = [.. ScoreCatalog.Baselines.Select(b => b.Key), .. settings.Space.Name == "nb201" ? [ThinnedRegions.Definition.Key] : Array.Empty<string>()];
        return ScoreCatalog.All.Select(s => s.Key).Concat(known.Where(k => asked.Contains("all") || asked.Contains(k)));
    }

    /// <summary>The options, a column each, and their values.</summary>
    public static (string Name, string Value)[] Described(StudySettings settings) =>
    [
        ("space", settings.Space.Name),
        ("batch_size", Text(settings.Options.BatchSize)),
        ("batch_norm", settings.Options.BatchNorm.ToString()),
        ("seed", Text(settings.Options.Seed)),
        ("repeats", Text(settings.Options.Repeats)),
        ("data", Data(settings.Options.Data)),
        ("skeleton", Skeleton(settings)),
    ];

    // Files of before there was a choice have no word of the initialisation, and go on with the default.
    private static string Skeleton(StudySettings settings)
    {
        var network = settings.Network;
        var initialisation = settings.Initialisation == Initialisation.Default ? "" : $" initialisation {settings.Initialisation}";
        return $"classes {network.Classes} channels {network.InputChannels} width {network.Width?.ToString(CultureInfo.InvariantCulture) ?? "default"} depth {network.Depth?.ToString(CultureInfo.InvariantCulture) ?? "default"}{initialisation}";
    }

    // Without folders: where the data lie is no part of a result.
    private static string Data(string? name) => name is null ? "synthetic" : string.Join(',', name.Split(',').Select(f => f.Split(':') is [var kind, var path] ? $"{kind}:{Path.GetFileName(path)}" : Path.GetFileName(f)));

    /// <summary>The row of a cell.</summary>
    public static string[] Row(StudySettings settings, Cell cell, ModelReport report)
    {
        var scores = report.Scores.ToDictionary(s => s.Key);
        var undefined = scores.Values.Where(s => s.State != ScoreState.Defined).Select(s => $"{s.Key}: {s.Reason}");
        var problems = report.Scores.Count == 0 ? report.Findings.Select(f => $"{f.Id}: {f.Message}") : undefined;
        return
        [
            cell.Id,
            .. Keys(settings).Select(k => scores.GetValueOrDefault(k)?.Mean is { } mean ? Text(mean) : ""),
            .. Described(settings).Select(o => o.Value),
            report.Engine ?? "",
            report.Seconds.ToString("0.###", CultureInfo.InvariantCulture),
            string.Join("; ", problems),
        ];
    }

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
