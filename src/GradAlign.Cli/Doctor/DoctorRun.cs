using System.Text.Json;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;
using Spectre.Console;

namespace GradAlign.Cli.Doctor;

/// <summary>Runs <c>doctor</c>: look, try, tell.</summary>
internal static class DoctorRun
{
    public static async Task<int> ExecuteAsync(BuildSettings? build, OutputSettings output, CancellationToken cancellation)
    {
        output.RequireWritable();
        var machine = await MachineChecks.RunAsync(cancellation);
        var libtorch = build is null
            ? await LibtorchChecks.OfCacheAsync(cancellation)
            : await LibtorchChecks.OfAsync(await ProjectBuild.ResolveAsync(build, cancellation), cancellation);
        Check[] checks = [.. machine, .. libtorch];
        if (output.Format == OutputFormat.Json)
        {
            await output.WriteAsync(JsonSerializer.Serialize(new { tool = "gradalign", version = ToolVersion.Current, checks }, GradAlignJson.Indented) + "\n", cancellation);
        }
        else if (output.File is null)
        {
            Terminal.Show(console => Write(console, checks));
        }
        else
        {
            await output.WriteAsync(Terminal.Render(console => Write(console, checks)), cancellation);
        }

        return Code(checks);
    }

    /// <summary>0: scoring works; 6, 7: libtorch does not load, the self-test does not end; 1: the engines disagree; 4: libtorch could not be tried.</summary>
    internal static int Code(IEnumerable<Check> checks) => ExitCode.First(checks.Select(c => c switch
    {
        { State: CheckState.NotTried } => ExitCode.Inconclusive,
        { State: CheckState.Failed, Id: null } => ExitCode.InternalError,
        { State: CheckState.Failed, Id: { } id } => ExitCode.Of(new Finding(id, Severity.Error, c.Found)),
        _ => ExitCode.Pass,
    }));

    private static void Write(IAnsiConsole console, IEnumerable<Check> checks)
    {
        foreach (var check in checks)
        {
            var (colour, word) = check.State switch
            {
                CheckState.Ok => ("green", "ok"),
                CheckState.Warning => ("yellow", "warning"),
                CheckState.Failed => ("red", "failed"),
                _ => ("yellow", "not tried"),
            };
            console.MarkupLine($"[{colour}]{word,-9}[/] {check.Topic,-10} {Markup.Escape(check.Found)}{(check.Id is null ? "" : $" ({check.Id})")}");
            if (check.Cure is { } cure)
            {
                console.MarkupLine($"{"",20} {Markup.Escape(cure)}");
            }
        }
    }
}
