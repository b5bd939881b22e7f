using System.Globalization;
using GradAlign.Analyzer;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Cli.Configuration;

/// <summary>
/// Decides which of several values holds: command line before MSBuild property before gradalign.json before the attribute before the default;
/// of several limits for one model the strictest, unless the command line says otherwise.
/// </summary>
/// <param name="CommandLine">What the command line says.</param>
/// <param name="Properties">What the MSBuild properties say.</param>
/// <param name="File">What gradalign.json says.</param>
internal sealed record ResolvedConfiguration(ConfigurationLayer CommandLine, ConfigurationLayer Properties, ConfigurationLayer File)
{
    private const string Attribute = "[ScoredModel]";

    public static ResolvedConfiguration Default { get; } = new(ConfigurationLayer.Empty, ConfigurationLayer.Empty, ConfigurationLayer.Empty);

    /// <summary>What is wrong with the configuration.</summary>
    public IReadOnlyList<LocatedFinding> Problems => [.. Properties.Problems, .. File.Problems, .. Calibration.Problem is { } problem ? new[] { problem } : []];

    /// <summary>The gradalign.json in force; null: there is none.</summary>
    public string? FilePath { get; init; }

    /// <summary>Whether that file stands beside the project, and so is for its models alone.</summary>
    public bool IsFileOfProject { get; init; }

    /// <summary>The calibration in force.</summary>
    public CalibrationChoice Calibration { get; init; } = CalibrationChoice.None;

    /// <summary>Reads the MSBuild properties and the nearest gradalign.json of a project.</summary>
    public static ResolvedConfiguration Load(ScoringSettings settings)
    {
        var target = Path.GetFullPath(settings.Handover.Project ?? settings.Build.Target);
        var folder = Directory.Exists(target) ? target : Path.GetDirectoryName(target)!;
        var file = ConfigurationFile.Find(folder);
        var configuration = new ResolvedConfiguration(
            settings.CommandLine,
            settings.Handover.Properties is { } properties ? PropertiesFile.Read(properties, folder) : ConfigurationLayer.Empty,
            file is null ? ConfigurationLayer.Empty : ConfigurationFile.Read(file))
        { FilePath = file, IsFileOfProject = Path.GetDirectoryName(file) == folder };
        // A configuration that was not understood scores nothing, so there is no need to read more.
        return configuration.Problems.Count > 0 ? configuration : configuration with { Calibration = CalibrationChoice.Of(configuration) };
    }

    /// <summary>Options of the scoring: those of the command line, and beneath them what the other sources say.</summary>
    public ScoringOptions OptionsOver(ScoringOptions given) => given with
    {
        BatchSize = (int)Whole(Settings.BatchSize),
        Repeats = (int)Whole(Settings.Repeats),
        Seed = Whole(Settings.Seed),
        BatchNorm = Text(Settings.BatchNorm) switch
        {
            "frozen" => BatchNormMode.Frozen,
            "batch" => BatchNormMode.Batch,
            _ => BatchNormMode.PerSample,
        },
        Precision = Text(Settings.Precision) == "float64" ? ScoringPrecision.Float64 : ScoringPrecision.Float32,
        Memory = Text(Settings.Memory) is { } size ? MemorySize.Parse(size) : null,
        Device = Text(Settings.Device)!,
        Data = Text(Settings.Data),
        // What the calibration takes is measured with the rest.
        Scores = string.Join(',', new[] { given.Scores, Calibration.Calibrator?.ScoresToAsk }.OfType<string>()) is { Length: > 0 } scores ? scores : null,
    };

    /// <summary>Confidence of the intervals around the expected accuracy.</summary>
    public double AccuracyConfidence => (double)this[Settings.AccuracyConfidence].Value!;

    /// <summary>Whether anybody says something of a setting, for whatever models.</summary>
    public bool HasAnywhere(Setting setting) => new[] { CommandLine, Properties, File }.Any(l => l.Values.ContainsKey(setting) || l.Sections.Any(s => s.Values.ContainsKey(setting)));

    public TimeSpan Timeout => TimeSpan.FromSeconds(Whole(Settings.Timeout));

    public Severity Inconclusive => Text(Settings.Inconclusive) == "warning" ? Severity.Warning : Severity.Error;

    public bool WarnUnscored => Flag(Settings.WarnUnscored);

    // Where the property says so, the build itself raises its warnings: it knows NoWarn, which comes first.
    public bool RaisesWarnings => Flag(Settings.TreatWarningsAsErrors) && (CommandLine.Values.ContainsKey(Settings.TreatWarningsAsErrors) || !Properties.Values.ContainsKey(Settings.TreatWarningsAsErrors));

    /// <summary>Whether the default limits of conflict and collapse hold.</summary>
    public bool DefaultLimitsHold => Whole(Settings.BatchSize) == Limits.DefaultBatchSize && Text(Settings.BatchNorm) == (string)Settings.BatchNorm.Default!;

    /// <summary>The value of a setting for the whole project.</summary>
    public ConfiguredValue this[Setting setting] => Settings.Limits.Contains(setting)
        ? LimitOf(setting, null)
        : CommandLine.Values.GetValueOrDefault(setting)
            ?? Properties.Values.GetValueOrDefault(setting)
            ?? File.Values.GetValueOrDefault(setting)
            ?? new(setting.Default, "default");

    /// <summary>The configured limits of a model; null: of those that have none of their own.</summary>
    public Limits LimitsOf(ModelCase? model)
    {
        var limits = new Limits
        {
            WarnConflict = Configured(Settings.WarnConflict),
            MaxConflict = Configured(Settings.MaxConflict),
            WarnCollapse = Configured(Settings.WarnCollapse),
            MaxCollapse = Configured(Settings.MaxCollapse),
            MinExpectedAccuracy = Configured(Settings.MinExpectedAccuracy),
            MinExpectedAccuracyByInterval = Text(Settings.MinExpectedAccuracyBy) == "interval",
        };
        return Configured(Settings.MaxDead) is { } dead ? limits with { MaxDeadLayerShare = dead } : limits;

        double? Configured(Setting setting) => ConfiguredLimit(setting, model)?.Value as double?;
    }

    /// <summary>Says which limits are missing to judge some models; null: none is.</summary>
    public LocatedFinding? MissingLimits(IEnumerable<ModelCase> models)
    {
        if (DefaultLimitsHold) return null;
        var unlimited = models.Where(m => LimitsOf(m) is { MaxConflict: null } or { MaxCollapse: null }).Select(m => m.Name).ToArray();
        return unlimited.Length == 0 ? null : new(Rules.InvalidConfiguration.Finding(string.Create(CultureInfo.InvariantCulture,
            $"The default limits hold at batchSize {Limits.DefaultBatchSize} and batchNorm per-sample; here they are {Whole(Settings.BatchSize)} ({this[Settings.BatchSize].Source}) and {Text(Settings.BatchNorm)} ({this[Settings.BatchNorm].Source}). Give {Settings.MaxConflict.Key} and {Settings.MaxCollapse.Key} for {string.Join(", ", unlimited)}, or leave both at their defaults.")));
    }

    /// <summary>Patterns that match no model: a misspelt one would leave its model without the limits it was to have.</summary>
    /// <param name="models">Every model of the project.</param>
    public IEnumerable<LocatedFinding> UnmatchedPatterns(IReadOnlyList<ModelCase> models) => !IsFileOfProject || models.Count == 0 ? [] : File.Sections
        .Where(s => !models.Any(m => Matches(s.Pattern, m)))
        .Select(s => new LocatedFinding(
            Rules.InvalidConfiguration.Finding($"The pattern '{s.Pattern}' of 'models' matches no model, so its limits hold for none. There is: {string.Join(", ", models.Select(m => m.Name))}."),
            null, s.Values.Values.Select(v => v.Place).FirstOrDefault()));

    /// <summary>Every setting with its value and who said it; limits once more for each model whose limits are its own.</summary>
    public IReadOnlyList<SettingOrigin> Origins(IEnumerable<ModelCase> models) =>
    [
        .. Settings.All.Select(s => Origin(s, this[s], null)),
        .. models.SelectMany(m => Settings.Limits
            .Where(s => LimitOf(s, m) != this[s])
            .Select(s => Origin(s, LimitOf(s, m), m.Name))),
    ];

    private ConfiguredValue LimitOf(Setting setting, ModelCase? model) => ConfiguredLimit(setting, model)
        ?? new(setting == Settings.MaxDead || DefaultLimitsHold ? setting.Default : null, "default");

    private ConfiguredValue? ConfiguredLimit(Setting setting, ModelCase? model)
    {
        if (CommandLine.Values.GetValueOrDefault(setting) is { } said) return said;
        var attribute = setting == Settings.MaxConflict ? model?.MaxConflict : setting == Settings.MaxCollapse ? model?.MaxCollapse : null;
        var limits = new[]
        {
            Properties.Values.GetValueOrDefault(setting),
            Section(setting, model) ?? File.Values.GetValueOrDefault(setting),
            attribute is null ? null : new(attribute, Attribute),
        };

        // The first of equals: the one that comes first in the precedence is named.
        return limits.OfType<ConfiguredValue>().MinBy(l => Laxity(setting, l));
    }

    // A section is more specific than its file, so it replaces the file's limit; of several sections the strictest holds.
    private ConfiguredValue? Section(Setting setting, ModelCase? model) => model is null ? null : File.Sections
        .Where(s => Matches(s.Pattern, model))
        .Select(s => s.Values.GetValueOrDefault(setting))
        .OfType<ConfiguredValue>()
        .MinBy(v => Laxity(setting, v));

    private static double Laxity(Setting setting, ConfiguredValue limit) => setting.IsFloor ? -(double)limit.Value! : (double)limit.Value!;

    private static bool Matches(string pattern, ModelCase model) => ModelFilter.Matches(pattern, model.FullName);

    private static SettingOrigin Origin(Setting setting, ConfiguredValue value, string? model) => new(setting.Key, value.Value, value.Source, model);

    private long Whole(Setting setting) => (long)this[setting].Value!;

    private string? Text(Setting setting) => (string?)this[setting].Value;

    private bool Flag(Setting setting) => (bool)this[setting].Value!;
}
