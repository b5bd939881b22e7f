using System.Globalization;
using GradAlign.Analyzer;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Hosting;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;
using GradAlign.NasBench.Studies;

namespace GradAlign.FashionCells.Soundness;

/// <summary>Scores and judges sound and pathological models, on noise and on images, into a file.</summary>
internal static class SoundnessStudy
{
    /// <summary>Samples in a batch. 64 comes first: it is what the default limits are for.</summary>
    public static IReadOnlyList<int> BatchSizes { get; } = [64, 16, 32, 128];

    private const string Noise = "noise";
    private static readonly string[] Inputs = [Noise, "images"];

    // The default limits, at every number of samples: how they would do elsewhere is part of the question.
    private static readonly Limits Defaults = new()
    {
        WarnConflict = Limits.DefaultWarnConflict,
        MaxConflict = Limits.DefaultMaxConflict,
        WarnCollapse = Limits.DefaultWarnCollapse,
        MaxCollapse = Limits.DefaultMaxCollapse,
    };

    private static readonly string[] Columns =
    [
        "model", "input", "n", "kind", "conflict", "conflict_sd", "collapse", "collapse_sd", "dead_layers", "dead_layer_share", "dead_samples", "trainable_layers", "outcome", "findings", "engine", "seeds", "seconds",
    ];

    /// <summary>Measures what is not in the file yet.</summary>
    /// <param name="models">Which models.</param>
    /// <param name="data">Data of the images, as <c>--data</c> names them.</param>
    /// <param name="output">The CSV file.</param>
    /// <param name="log">Where progress is told.</param>
    public static void Run(IReadOnlyList<StudiedModel> models, string data, string output, TextWriter log)
    {
        var file = StudyFile.Open(output, Columns, keys: 3);
        var all = BatchSizes.SelectMany(n => models.SelectMany(m => Inputs.Where(i => m.Vocabulary == 0 || i == Noise).Select(input => (Model: m, Input: input, Size: n)))).ToArray();
        var left = all.Where(r => !file.Done.Contains(string.Create(CultureInfo.InvariantCulture, $"{r.Model.Name} {r.Input} {r.Size}"))).ToArray();
        var progress = new StudyProgress(log, "limits", all.Length - left.Length, all.Length);
        var images = BatchSource.Open(Case(models[0] with { InputShape = [1, 28, 28], Classes = 10, Vocabulary = 0, Loss = null }), data, null);
        foreach (var (model, input, size) in left)
        {
            file.Append(Row(model, input, size, Score(model, input == Noise ? null : images, size)));
            RareCollections.Collect();
            NativeHeap.Trim();
            progress.CellDone();
        }

        progress.Finish();
    }

    private static ModelReport Score(StudiedModel model, IBatchSource? images, int size)
    {
        var described = Case(model);
        var source = images ?? SyntheticSource.For(model.Vocabulary > 0 ? described : described with { Classes = 10, LossType = null });
        return ScoringPipeline.Score(
            described, model.Create, model.Targets is { } targets ? new RetargetedSource(source, targets) : source,
            new() { BatchSize = size, Device = "cpu", Scores = ScoreCatalog.TrainableLayers.Key }, loss: model.Loss);
    }

    private static ModelCase Case(StudiedModel model) => new()
    {
        Name = model.Name,
        TypeName = "limits",
        MethodName = model.Name,
        InputShape = model.InputShape,
        Classes = model.Classes,
        Vocabulary = model.Vocabulary,
        LossType = model.Loss?.Name,
    };

    private static string[] Row(StudiedModel model, string input, int size, ModelReport report)
    {
        var verdict = Judge.Verdict(report, Defaults, size);
        var findings = report.Findings.Concat(verdict.Findings).Where(f => f.Severity != Severity.Info).Select(f => $"{f.Id} {f.Severity}");
        return
        [
            model.Name, input, size.ToString(CultureInfo.InvariantCulture), model.IsSound ? "sound" : "pathological",
            Mean(ScoreCatalog.Conflict), Deviation(ScoreCatalog.Conflict), Mean(ScoreCatalog.Collapse), Deviation(ScoreCatalog.Collapse),
            Mean(ScoreCatalog.DeadLayers), Mean(ScoreCatalog.DeadLayerShare), Mean(ScoreCatalog.DeadSamples), Mean(ScoreCatalog.TrainableLayers),
            verdict.Outcome.ToString(), string.Join("; ", findings), report.Engine ?? "", report.Seeds.Count.ToString(CultureInfo.InvariantCulture), Text(report.Seconds),
        ];

        string Mean(ScoreDefinition score) => Text(report[score]?.Mean);
        string Deviation(ScoreDefinition score) => Text(report[score]?.StandardDeviation);
    }

    private static string Text(double? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
}
