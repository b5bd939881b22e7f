using System.Globalization;

namespace GradAlign.Benchmarks;

/// <summary>Processor time by phase.</summary>
internal sealed class PhaseClock
{
    private readonly List<(string Phase, double Seconds)> phases = [];

    /// <summary>Runs and times one phase.</summary>
    public T Time<T>(string phase, Func<T> run)
    {
        var start = Environment.CpuUsage.TotalTime;
        var result = run();
        phases.Add((phase, (Environment.CpuUsage.TotalTime - start).TotalSeconds));
        return result;
    }

    /// <summary>Milliseconds of every phase.</summary>
    public override string ToString() => string.Join(' ', phases.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Phase.Replace(' ', '-')}={p.Seconds * 1000:f1}ms")));
}
