using GradAlign.Analyzer.Explanations;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;
using Spectre.Console;

namespace GradAlign.Cli;

/// <summary>Explanations for people at a terminal.</summary>
internal static class ConsoleExplanation
{
    public static void Show(Report report) => Terminal.Show(console => Write(console, report));

    public static string Render(Report report) => Terminal.Render(console => Write(console, report));

    private static void Write(IAnsiConsole console, Report report)
    {
        foreach (var judged in report.Models)
        {
            var model = judged.Report;
            console.MarkupLine($"[bold]{Markup.Escape(model.Name)}[/]  {Markup.Escape(ExplanationHeadline.Of(model))}");
            foreach (var finding in judged.AllFindings.Where(f => f.Severity != Severity.Info || f.Id == Rules.LoopFallback.Id))
            {
                console.MarkupLine($"  {finding.Severity.ToString().ToLowerInvariant()} {finding.Id}: {Markup.Escape(finding.Message)}");
            }

            foreach (var section in ExplanationTables.Of(model))
            {
                console.WriteLine();
                console.MarkupLine($"[bold]{Markup.Escape(section.Title)}[/]");
                Body(console, section);
            }

            console.WriteLine();
        }
    }

    // Sentences make a list: in a table they would be broken into columns nobody can read.
    private static void Body(IAnsiConsole console, ExplanationTable section)
    {
        if (section.TextColumns < section.Columns.Count)
        {
            console.Write(Table(section));
            return;
        }

        foreach (var row in section.Rows)
        {
            console.WriteLine($"  - {row[0]}");
            console.WriteLine($"    {row[1]}");
        }
    }

    private static Table Table(ExplanationTable section)
    {
        var table = new Table().Border(TableBorder.Simple);
        for (var i = 0; i < section.Columns.Count; i++)
        {
            var column = new TableColumn(Markup.Escape(section.Columns[i]));
            table.AddColumn(i < section.TextColumns ? column : column.RightAligned());
        }

        foreach (var row in section.Rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        return table;
    }
}
