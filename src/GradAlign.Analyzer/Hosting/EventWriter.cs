using System.Diagnostics;

namespace GradAlign.Analyzer.Hosting;

/// <summary>Says events through an <see cref="EventFile"/>; of the many steps of a seed a few a second, which is all that a display or a time limit can use.</summary>
/// <param name="path">The file.</param>
internal sealed class EventWriter(string path)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);
    private readonly Stopwatch since = Stopwatch.StartNew();

    public void Say(ScoringEvent said)
    {
        if (said is SeedProgressed && since.Elapsed < Between) return;
        EventFile.Append(path, said);
        since.Restart();
    }
}
