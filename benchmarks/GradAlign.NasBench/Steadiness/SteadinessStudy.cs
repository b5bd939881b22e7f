using GradAlign.Analyzer.Hosting;
using GradAlign.NasBench.Studies;

namespace GradAlign.NasBench.Steadiness;

/// <summary>Scores the same cells under several conditions into one file.</summary>
internal static class SteadinessStudy
{
    /// <summary>The column that names the condition; it follows the cell's identity.</summary>
    public const string Column = "condition";

    /// <summary>Scores what is not in the file yet: all conditions of a cell, then the next cell, so that a study that is stopped early has fewer cells but all conditions.</summary>
    /// <param name="reference">The reference; its seed draws the cells.</param>
    /// <param name="conditions">The conditions.</param>
    /// <param name="log">Where progress is told.</param>
    /// <exception cref="FormatException">The file was made with other options.</exception>
    public static void Run(StudySettings reference, IReadOnlyList<Condition> conditions, TextWriter log)
    {
        var byName = conditions.ToDictionary(c => c.Name, c => Study.Described(c.Settings));
        var columns = Study.Columns(reference);

        // A condition that is in the file and no longer asked for may stay.
        var file = StudyFile.Open(reference.Output, [columns[0], Column, .. columns[1..]], 2, identity => byName.GetValueOrDefault(identity[(identity.LastIndexOf(' ') + 1)..], []));
        var cells = CellSample.Draw(reference.Space.Read(reference.Cells), reference.Sample, reference.Options.Seed);
        var all = cells.SelectMany(cell => conditions.Select(condition => (Cell: cell, Condition: condition))).ToArray();
        var left = all.Where(s => !file.Done.Contains($"{s.Cell.Id} {s.Condition.Name}")).ToArray();
        var progress = new StudyProgress(log, reference.Space.Name, all.Length - left.Length, all.Length, "scoring");
        var sources = conditions.Select(c => c.Settings).DistinctBy(s => s.Options.Data).ToDictionary(s => s.Options.Data!, Study.Source);
        foreach (var (cell, condition) in left)
        {
            var row = Study.Row(condition.Settings, cell, Study.Score(condition.Settings, cell, sources[condition.Settings.Options.Data!]));
            file.Append([row[0], condition.Name, .. row[1..]]);
            RareCollections.Collect();
            if (condition == conditions[^1]) NativeHeap.Trim();
            progress.CellDone();
        }

        progress.Finish();
    }
}
