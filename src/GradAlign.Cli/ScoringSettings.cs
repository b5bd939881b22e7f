using GradAlign.Analyzer;
using GradAlign.Cli.Configuration;

namespace GradAlign.Cli;

/// <summary>What is scored, and how: the arguments that all scoring commands share, validated.</summary>
internal sealed record ScoringSettings
{
    public required BuildSettings Build { get; init; }

    /// <summary>Pattern of the models' names; null: every model.</summary>
    public string? Model { get; init; }

    /// <summary>Models that are named in place of those with <c>[ScoredModel]</c>; null: there are none.</summary>
    public FactorySettings? Factories { get; init; }

    /// <summary>The options as the command line alone has them; <see cref="ScoredProject.Configuration"/> says which hold.</summary>
    public required ScoringOptions Options { get; init; }

    /// <summary>What was given on the command line, as opposed to its defaults.</summary>
    public ConfigurationLayer CommandLine { get; init; } = ConfigurationLayer.Empty;

    /// <summary>What a build hands over.</summary>
    public Handover Handover { get; init; } = new();

    /// <summary>Whether nothing may be scored without limits to judge it by.</summary>
    public bool LimitsRequired { get; init; }

    /// <summary>Whether the reports are to say what lies behind the scores.</summary>
    public bool Explain { get; init; }

    /// <summary>Whether every setting is shown with who said it.</summary>
    public bool Verbose { get; init; }
}
