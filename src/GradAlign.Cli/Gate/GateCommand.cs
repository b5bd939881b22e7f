using System.CommandLine;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;
using GradAlign.Cli.Configuration;

namespace GradAlign.Cli.Gate;

/// <summary><c>gradalign gate</c>.</summary>
internal sealed class GateCommand : Command, IExamples
{
    private readonly HandoverArguments handover;

    public GateCommand() : base("gate", "Score the models of a project and fail where one is beyond its limits, or could not be judged.")
    {
        var scoring = new ScoringArguments(this);
        Add(CommandLineLayer.Option(Settings.MaxConflict, "X", "Conflict above which the gate fails, 0 to 1 (0.90)."));
        Add(CommandLineLayer.Option(Settings.WarnConflict, "X", "Conflict above which there is a warning, 0 to 1 (0.80)."));
        Add(CommandLineLayer.Option(Settings.MaxCollapse, "X", "Collapse above which the gate fails, 0 to 1 (0.97)."));
        Add(CommandLineLayer.Option(Settings.WarnCollapse, "X", "Collapse above which there is a warning, 0 to 1 (0.95)."));
        Add(CommandLineLayer.Option(Settings.MaxDead, "SHARE", "Share of dead hidden layers from which the gate fails, 0 to 1 (0.5)."));
        foreach (var option in AccuracyOptions.Limit().Concat(AccuracyOptions.Estimate())) Add(option);
        Add(CommandLineLayer.Option(Settings.Inconclusive, "error|warn", "What an undefined score is (error)."));
        Add(new Option<bool>(Settings.WarnUnscored.Option) { Description = "Warn of public factories of models that carry no [ScoredModel]." });
        Add(new Option<bool>(Settings.TreatWarningsAsErrors.Option) { Description = "Fail on warnings too." });
        Add(CommandLineLayer.Option(Settings.SnapshotMode, "verify|accept", "Hold the scores against gradalign.snapshots, or write it."));
        var output = new OutputArguments(this, Enum.GetValues<OutputFormat>());
        handover = new HandoverArguments(this);
        SetAction(async (parse, cancellation) =>
        {
            var given = handover.Read(parse);
            WholeFile.Forget(given.Findings);
            WholeFile.Forget(given.Report);
            try
            {
                return await GateRun.ExecuteAsync(scoring.Read(parse) with { Handover = given, LimitsRequired = true }, output.Read(parse), cancellation);
            }
            catch (ScoreFailure failure)
            {
                Tell(given.Findings, failure.ExitCode, failure.Id, failure.Message, given.Project);
                throw;
            }
        });
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "gradalign gate src/Models                           fail where a model is beyond its limits",
        "gradalign gate src/Models --max-conflict 0.7 --max-collapse 0.8",
        "gradalign gate src/Models --factory Zoo.Net --input 3x32x32 --classes 10    a model that carries no [ScoredModel]",
        "gradalign gate src/Models --calibration mine.zip --min-expected-accuracy 0.85",
        "gradalign gate bin/Models.dll --kept-scores obj/scores.json --format markdown -o gate.md",
        "gradalign gate src/Models --format sarif -o gate.sarif     for code scanning",
    ];

    /// <summary>Tells a build of a command line that could not be read, as far as the findings' file can be told from it.</summary>
    public void Refuse(ParseResult parse)
    {
        var file = handover.FindingsOf(parse);
        WholeFile.Forget(file);
        Tell(file, ExitCode.BadArguments, null, string.Join(" ", parse.Errors.Select(e => e.Message)), null);
    }

    private static void Tell(string? file, int exitCode, string? id, string message, string? project)
    {
        if (file is null) return;
        var rule = exitCode == ExitCode.BadArguments ? Rules.InvalidConfiguration : Rules.AssemblyNotInspected;
        FindingsFile.Write(file, exitCode, [new LocatedFinding(new(id ?? rule.Id, Severity.Error, message))], project);
    }
}
