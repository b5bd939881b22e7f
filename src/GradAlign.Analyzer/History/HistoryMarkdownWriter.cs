using System.Text;
using GradAlign.Analyzer.Reporting;

namespace GradAlign.Analyzer.History;

/// <summary>Writes trends as Markdown, a table a model.</summary>
public static class HistoryMarkdownWriter
{
    /// <summary>The trends as Markdown.</summary>
    /// <param name="models">The trends.</param>
    public static string Write(IReadOnlyList<ModelHistory> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        var text = new StringBuilder("# GradAlign history\n");
        foreach (var model in models)
        {
            text.Append("\n## ").Append(MarkdownText.Escape(model.Model)).Append("\n\n");
            Row(text, HistoryTable.Columns);
            Row(text, HistoryTable.Columns.Select(c => HistoryTable.Numbers.Contains(c) ? "--:" : "---"));
            foreach (var point in model.Points) Row(text, HistoryTable.Row(point).Select(MarkdownText.Escape));
            foreach (var point in model.Points.Where(p => p.Reason.Length > 0))
                text.Append(text[^2] == '|' ? "\n" : "").Append("- ").Append(HistoryTable.ShortHash(point.Revision.Commit)).Append(": ").Append(MarkdownText.Escape(point.Reason)).Append('\n');
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
