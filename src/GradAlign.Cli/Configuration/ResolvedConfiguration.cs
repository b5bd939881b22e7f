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
    public IReadOnlyList<LocatedFinding> Problems => [.. Properties.Problems, .. File.Problems];

    /// <summary>The gradalign.json in force; null: there is none.</summary>
    public string? FilePath { get; init; }

    /// <summary>Reads the MSBuild properties and the nearest gradalign.json of a project.</summary>
    public static ResolvedConfiguration Load(ScoringSettings settings)
    {
        var target = Path.GetFullPath(settings.Handover.Project ?? settings.Build.Target);
        var folder = Directory.Exists(target) ? target : Path.GetDirectoryName(target)!;
        var file = ConfigurationFile.Find(folder);
        return new(
            settings.CommandLine,
            settings.Handover.Properties is { } properties ? PropertiesFile.Read(properties, folder) : ConfigurationLayer.Empty,
            file is null ? ConfigurationLayer.Empty : ConfigurationFile.Read(file))
        { FilePath = file };
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
        Device = Text(Settings.Device)!,
        Data = Text(Settings.Data),
    };

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
        return limits.OfType<ConfiguredValue>().MinBy(l => (double)l.Value!);
    }

    // A section is more specific than its file, so it replaces the file's limit; of several sections the strictest holds.
    private ConfiguredValue? Section(Setting setting, ModelCase? model) => model is null ? null : File.Sections
        .Where(s => ModelFilter.Matches(s.Pattern, $"{model.TypeName}.{model.MethodName}"))
        .Select(s => s.Values.GetValueOrDefault(setting))
        .OfType<ConfiguredValue>()
        .MinBy(v => (double)v.Value!);

    private static SettingOrigin Origin(Setting setting, ConfiguredValue value, string? model) => new(setting.Key, value.Value, value.Source, model);

    private long Whole(Setting setting) => (long)this[setting].Value!;

    private string? Text(Setting setting) => (string?)this[setting].Value;

    private bool Flag(Setting setting) => (bool)this[setting].Value!;
}
