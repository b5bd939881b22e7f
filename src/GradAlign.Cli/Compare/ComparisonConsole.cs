using GradAlign.Analyzer.Comparing;
using GradAlign.Analyzer.Verdicts;
using Spectre.Console;

namespace GradAlign.Cli.Compare;

/// <summary>A comparison for people at a terminal.</summary>
internal static class ComparisonConsole
{
    public static void Show(Comparison comparison) => Terminal.Show(console => Write(console, comparison));

    public static string Render(Comparison comparison) => Terminal.Render(console => Write(console, comparison));

    private static void Write(IAnsiConsole console, Comparison comparison)
    {
        if (comparison.Models.Count > 0) console.Write(Table(comparison));
        foreach (var finding in comparison.AllFindings.Where(f => f.Severity != Severity.Info))
        {
            var colour = finding.Severity == Severity.Error ? "red" : "yellow";
            console.MarkupLine($"[{colour}]{finding.Severity.ToString().ToLowerInvariant()} {finding.Id}[/]: {Markup.Escape(finding.Message)}");
        }

        console.WriteLine($"compare {ComparisonTable.Verdict(comparison)}: {ComparisonTable.Summary(comparison)}");
    }

    private static Table Table(Comparison comparison)
    {
        var table = new Table().Border(TableBorder.Simple);
        for (var i = 0; i < ComparisonTable.Columns.Count; i++)
        {
            var column = new TableColumn(ComparisonTable.Columns[i]).NoWrap();
            table.AddColumn(i < 2 ? column : column.RightAligned());
        }

        foreach (var change in comparison.Models)
        {
            var cells = ComparisonTable.Row(change).Select(Markup.Escape).ToArray();
            cells[1] = change.Status switch
            {
                ModelStatus.Worse => $"[red]{cells[1]}[/]",
                ModelStatus.Inconclusive or ModelStatus.Gone => $"[yellow]{cells[1]}[/]",
                ModelStatus.Better => $"[green]{cells[1]}[/]",
                _ => cells[1],
            };
            table.AddRow(cells);
        }

        return table;
    }
}
