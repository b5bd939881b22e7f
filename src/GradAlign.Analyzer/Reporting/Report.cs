using GradAlign.Analyzer.Calibration;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Reporting;

/// <summary>Everything that one run measured and found.</summary>
public sealed record Report
{
    /// <summary>Version of the JSON schema, docs/report-schema.json.</summary>
    public const string SchemaVersion = "1.2";

    /// <summary>What wrote it.</summary>
    public required ToolDescription Tool { get; init; }

    /// <summary>Where it was made.</summary>
    public required EnvironmentDescription Environment { get; init; }

    /// <summary>What was scored, and where it lies; no part of the JSON, whose paths are as the compiler recorded them.</summary>
    public ReportOrigin Origin { get; init; } = new(null, null);

    /// <summary>Options of the scoring.</summary>
    public required ScoringOptions Options { get; init; }

    /// <summary>The configured limits.</summary>
    public required Limits Limits { get; init; }

    /// <summary>The calibration that was asked for the models' accuracy; null: none was.</summary>
    public CalibrationDescription? Calibration { get; init; }

    /// <summary>Every setting, and who said it.</summary>
    public IReadOnlyList<SettingOrigin> Settings { get; init; } = [];

    /// <summary>Every model, in the order of discovery.</summary>
    public IReadOnlyList<JudgedModel> Models { get; init; } = [];

    /// <summary>What was found about the project rather than a model.</summary>
    public IReadOnlyList<LocatedFinding> Findings { get; init; } = [];

    /// <summary>Every finding with its model and place, in the order in which a build lists them: the project's, then the models'.</summary>
    public IEnumerable<LocatedFinding> AllFindings =>
        Findings.Concat(Models.SelectMany(m => m.AllFindings.Select(f => new LocatedFinding(f, m.Report.Name, m.Report.Source ?? Origin.Whole))));
}
