using GradAlign.Analyzer;
using GradAlign.Analyzer.Calibration;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Cli.Tests;

/// <summary>Hand-made reports, one of every state.</summary>
internal static class SampleReport
{
    public static ModelReport Model(string name, ScoreValue[] conflict, ScoreValue[] collapse, double dead = 0, params Finding[] findings) => new()
    {
        Name = name,
        FullName = $"Demo.Models.{name}",
        Source = new("Models.cs", 12, 5),
        InputShape = [1, 28, 28],
        Classes = 10,
        Loss = "cross-entropy",
        Data = new("synthetic", "standard normal"),
        Device = "cpu",
        Engine = "batched",
        BatchNorm = BatchNormMode.PerSample,
        Seeds = [0, 1, 2],
        Size = new(1234567, 2345678, 4),
        Scores =
        [
            ScoreSummary.Of(ScoreCatalog.Conflict.Key, conflict),
            ScoreSummary.Of(ScoreCatalog.Collapse.Key, collapse),
            ScoreSummary.Of(ScoreCatalog.DeadLayers.Key, Values(dead, dead, dead)),
            ScoreSummary.Of(ScoreCatalog.DeadLayerShare.Key, Values(dead / 4, dead / 4, dead / 4)),
        ],
        Layers =
        [
            new()
            {
                Name = "fc1.weight", Kind = "Linear", Shape = [128, 784], IsOutput = false, IsEligible = true, DeadSeeds = dead > 0 ? 3 : 0,
                Scores = [ScoreSummary.Of(ScoreCatalog.Conflict.Key, conflict), ScoreSummary.Of("rms_gradient", dead > 0 ? Values(0, 0, 0) : Values(0.25, 0.5, 0.75))],
            },
        ],
        Findings = findings,
        Seconds = 1.5,
    };

    public static ScoreValue[] Values(params double[] values) => [.. values.Select(ScoreValue.Of)];

    /// <summary>The first model has an expected accuracy, the second is outside the calibration's domain.</summary>
    public static Report Calibrated()
    {
        var report = Create();
        var estimate = new AccuracyEstimate { Calibration = "sample-calibration", Value = 0.9, Lower = 0.85, Upper = 0.95, Confidence = 0.9 };
        return report with
        {
            Calibration = new() { Name = "sample-calibration", Models = 40, Trainer = "ridge", MedianAbsoluteError = 0.012, Tau = 0.7, Confidence = 0.9, Coverage = 0.9, Scatter = [new(0.81, 0.8), new(0.9, 0.92)] },
            Models =
            [
                AccuracyJudge.Apply(report.Models[0], estimate, new() { MinExpectedAccuracy = 0.8 }),
                AccuracyJudge.Apply(report.Models[1], estimate with { Value = 0.123, Outside = ["takes inputs of 1x28x28, calibrated on models for 3x32x32"] }, new()),
                .. report.Models.Skip(2),
            ],
        };
    }

    public static Report Create()
    {
        ScoreValue[] undefined = [ScoreValue.Undefined("fewer than 2 live samples")];
        ScoreValue[] inapplicable = [ScoreValue.NotApplicable("no hidden layers")];
        var fine = Values(0.25, 0.25, 0.25);
        ModelReport[] models =
        [
            Model("Sound", fine, fine, findings: Rules.SyntheticData.Finding("Scored on synthetic data.")) with
            { Gradients = GradientDetail.Of(0, new(3, [4, -1, 2, -1, 1, 0.5, 2, 0.5, 4]), [1, 0, 1]) },
            Model("Bad", Values(0.93, 0.94, 0.95), Values(0.97, 0.98, 0.99), dead: 2),
            Model("Near", Values(0.75, 0.8125, 0.875), fine),
            Model("Undefined", undefined, fine),
            Model("Linear", fine, inapplicable),
            Model("Thrown|<b>", fine, fine, findings: Rules.UserCodeFailed.Finding("The factory threw: no *luck*.")) with
            { Scores = [], Layers = [], Size = null, Data = null, Loss = null, Device = null, Engine = null, Source = null },
        ];
        return new()
        {
            Tool = new("gradalign", "0.1.0"),
            Environment = new("Linux", ".NET 10", 2, "x64"),
            Options = new(),
            Limits = new(),
            Settings = [new("maxConflict", 0.9, "default"), new("batchNorm", "per-sample", "command line"), new("maxConflict", 0.6, "[ScoredModel]", "Bad"), new("data", null, "default"), new("warnUnscored", false, "gradalign.json(3)")],
            Models = [.. models.Select(m => new JudgedModel(m, Judge.Verdict(m, new(), 64)) { Limits = new Limits().InForce(64, m.BatchNorm) })],
            Findings = [new(Rules.InvalidConfiguration.Finding("Classes is 0."), "Demo.Models.Zero", new SourceLocation("Models.cs", 40, 5))],
        };
    }
}
