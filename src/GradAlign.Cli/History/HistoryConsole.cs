using GradAlign.Analyzer.History;
using Spectre.Console;

namespace GradAlign.Cli.History;

/// <summary>Trends for people at a terminal.</summary>
internal static class HistoryConsole
{
    public static void Show(IReadOnlyList<ModelHistory> models) => Terminal.Show(console => Write(console, models));

    public static string Render(IReadOnlyList<ModelHistory> models) => Terminal.Render(console => Write(console, models));

    private static void Write(IAnsiConsole console, IReadOnlyList<ModelHistory> models)
    {
        foreach (var model in models)
        {
            console.MarkupLine($"[bold]{Markup.Escape(model.Model)}[/]");
            console.Write(Table(model));
            foreach (var point in model.Points.Where(p => p.Reason.Length > 0))
            {
                console.WriteLine($"  {HistoryTable.ShortHash(point.Revision.Commit)}: {point.Reason}");
            }

            console.WriteLine();
        }
    }

    private static Table Table(ModelHistory model)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var name in HistoryTable.Columns)
        {
            var column = new TableColumn(name);
            if (name != HistoryTable.Columns[^1]) column = column.NoWrap();
            table.AddColumn(HistoryTable.Numbers.Contains(name) ? column.RightAligned() : column);
        }

        foreach (var point in model.Points) table.AddRow([.. HistoryTable.Row(point).Select(Markup.Escape)]);
        return table;
    }
}
