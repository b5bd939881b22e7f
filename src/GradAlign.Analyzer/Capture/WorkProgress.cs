namespace GradAlign.Analyzer.Capture;

/// <summary>How much of a piece of work is done. Work that turns out to be needed besides takes its place in what is left, so the share never falls.</summary>
/// <param name="tell">Told the share, 0 to 1, at every step; null: nobody is.</param>
internal sealed class WorkProgress(Action<double>? tell = null)
{
    private double done;

    /// <summary>A step is made.</summary>
    /// <param name="share">What is done now, 0 to 1.</param>
    public void At(double share)
    {
        done = Math.Max(done, Math.Min(share, 1));
        tell?.Invoke(done);
    }

    /// <summary>A part of the work with a progress of its own.</summary>
    /// <param name="share">How much of what is left it makes.</param>
    public WorkProgress Part(double share)
    {
        var (start, length) = (done, (1 - done) * share);
        return new(part => At(start + (length * part)));
    }
}
