using System.Text.Json.Serialization;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Hosting;

/// <summary>What the scoring process says, one JSON object a line, in a file of its own: its stdout belongs to the user's code.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(ModelStarted), "started")]
[JsonDerivedType(typeof(CostEstimated), "estimate")]
[JsonDerivedType(typeof(SeedProgressed), "progress")]
[JsonDerivedType(typeof(SeedScored), "seed")]
[JsonDerivedType(typeof(ModelFinished), "finished")]
[JsonDerivedType(typeof(ProcessFailed), "failed")]
[JsonDerivedType(typeof(SelfTested), "self-tested")]
public abstract record ScoringEvent;

/// <summary>The scoring of a model begins: from here on, an end of the process is this model's doing.</summary>
/// <param name="Model">Name of the model.</param>
public sealed record ModelStarted(string Model) : ScoringEvent;

/// <summary>What each seed of a large model is going to take.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Seconds">Time, where no layer needs the per-sample loop.</param>
/// <param name="Bytes">Memory beside the model.</param>
public sealed record CostEstimated(string Model, double Seconds, long Bytes) : ScoringEvent;

/// <summary>The scoring of a seed has come a step further: whoever waits knows that it does not hang.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Done">Seeds done before it.</param>
/// <param name="Share">What is done of the seed, 0 to 1.</param>
public sealed record SeedProgressed(string Model, int Done, double Share) : ScoringEvent;

/// <summary>A seed of a model is done.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Done">Seeds done.</param>
/// <param name="Of">Seeds in all.</param>
public sealed record SeedScored(string Model, int Done, int Of) : ScoringEvent;

/// <summary>A model is done, measured or not.</summary>
/// <param name="Report">Its report.</param>
public sealed record ModelFinished(ModelReport Report) : ScoringEvent;

/// <summary>No model can be scored in this process.</summary>
/// <param name="Finding">Why.</param>
public sealed record ProcessFailed(Finding Finding) : ScoringEvent;

/// <summary>The self-test is done.</summary>
/// <param name="Result">What it found.</param>
public sealed record SelfTested(SelfTestResult Result) : ScoringEvent;
