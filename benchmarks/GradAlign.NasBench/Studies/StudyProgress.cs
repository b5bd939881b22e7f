using System.Diagnostics;
using System.Globalization;

namespace GradAlign.NasBench.Studies;

/// <summary>Tells how far a study is and how long it will take, at most every few seconds.</summary>
/// <param name="log">Where.</param>
/// <param name="name">Of the study.</param>
/// <param name="before">Cells that were there before.</param>
/// <param name="all">Cells in all.</param>
/// <param name="unit">What is counted, if not cells.</param>
internal sealed class StudyProgress(TextWriter log, string name, int before, int all, string unit = "cell")
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private TimeSpan told;
    private int done;

    /// <summary>A cell is scored and in the file.</summary>
    public void CellDone()
    {
        done++;
        if (done > 1 && watch.Elapsed - told < Interval) return;
        told = watch.Elapsed;
        Tell();
    }

    /// <summary>The study is done.</summary>
    public void Finish() => Tell();

    private void Tell()
    {
        var each = done == 0 ? TimeSpan.Zero : watch.Elapsed / done;
        var left = each * (all - before - done);
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {before + done} of {all} {unit}s, {each.TotalSeconds:0.00} s a {unit}, {(int)left.TotalHours}:{left:mm\\:ss} left"));
    }
}
