using System.Globalization;
using System.Text;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Testing.Messages;

/// <summary>The message of a failed assertion, part by part. Its grammar is in docs/test-gate.md.</summary>
public sealed record FailureMessage
{
    /// <summary>The model, as the test's source names it.</summary>
    public required string Model { get; init; }

    /// <summary>How it was scored: samples, seeds, device, data, process.</summary>
    public required string Scoring { get; init; }

    /// <summary>Every condition that was evaluated, in order, failed or not.</summary>
    public required IReadOnlyList<ConditionResult> Conditions { get; init; }

    /// <summary>What was found on the way, such as why the model could not be scored.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>The worst layers in each failed score that layers have.</summary>
    public IReadOnlyList<WorstLayers> Worst { get; init; } = [];

    /// <summary>What may help.</summary>
    public IReadOnlyList<string> Hints { get; init; } = [];

    /// <summary>Where the measured score was written for a snapshot to be accepted; null where it was not.</summary>
    public string? Received { get; init; }

    /// <summary>File of the full report; null where it could not be written.</summary>
    public string? Report { get; init; }

    /// <summary>Conditions that do not hold.</summary>
    public IEnumerable<ConditionResult> Failed => Conditions.Where(c => c.Outcome != Outcome.Pass);

    /// <summary>Reads a message; text of a test runner before and after it is skipped.</summary>
    /// <param name="text">Text with a message in it.</param>
    /// <returns>The parts; null where there is no message.</returns>
    public static FailureMessage? Parse(string text) => FailureMessageParser.Parse(text);

    /// <summary>The message.</summary>
    public override string ToString()
    {
        var message = new StringBuilder();
        Line($"{FailureMessageParser.Head}{Model}");
        Line(string.Create(CultureInfo.InvariantCulture, $"failed {Failed.Count()} of {Conditions.Count} conditions; {Scoring}"));
        foreach (var c in Conditions) Line($"  {c.Outcome.ToString().ToUpperInvariant()} {c.Name}: expected {c.Expected}; was {c.Actual}");
        foreach (var f in Findings) Line($"finding: {f.Id} {f.Severity.ToString().ToLowerInvariant()}: {f.Message}");
        foreach (var w in Worst) Line($"worst layers by {w.Score}: {string.Join(", ", w.Layers.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Layer} {l.Value:0.0000}")))}");
        foreach (var h in Hints) Line($"hint: {h}");
        if (Received is not null) Line($"received: {Received}");
        if (Report is not null) Line($"report: {Report}");
        return message.ToString().TrimEnd('\n');

        void Line(string line) => message.Append(line.ReplaceLineEndings(" ")).Append('\n');
    }
}
