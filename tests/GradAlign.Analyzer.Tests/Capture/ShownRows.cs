using GradAlign.Analyzer.Capture;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Tests.Capture;

/// <summary>Keeps the gradients that a watcher is shown.</summary>
internal sealed class ShownRows : IGradientWatcher
{
    private readonly Dictionary<ModelParameter, List<(long Start, double[][] Rows)>> shown = [];

    public void Begin() => shown.Clear();

    public void Add(ModelParameter parameter, long start, Tensor rows)
    {
        if (!shown.TryGetValue(parameter, out var parts)) shown.Add(parameter, parts = []);
        parts.Add((start, [.. Enumerable.Range(0, (int)rows.shape[0]).Select(i => rows[i].to(ScalarType.Float64).contiguous().data<double>().ToArray())]));
    }

    /// <summary>How often some of a parameter's columns were shown.</summary>
    public int Calls(ModelParameter parameter) => shown[parameter].Count;

    /// <summary>Largest difference of an element; infinite where one of them was not shown every element once.</summary>
    public double Difference(ShownRows other, ModelParameter parameter)
    {
        var (own, others) = (Whole(parameter), other.Whole(parameter));
        return own.Length != others.Length || own.Length == 0 || own.Zip(others).Any(r => r.First.Length != parameter.Count || r.Second.Length != parameter.Count)
            ? double.PositiveInfinity
            : own.Zip(others).Max(r => r.First.Zip(r.Second).Max(e => Math.Abs(e.First - e.Second)));
    }

    // Joined in the order of the columns; a gap or an overlap leaves too few.
    private double[][] Whole(ModelParameter parameter)
    {
        var parts = shown.GetValueOrDefault(parameter)?.OrderBy(p => p.Start).ToArray() ?? [];
        var samples = parts.Length == 0 ? 0 : parts[0].Rows.Length;
        return [.. Enumerable.Range(0, samples).Select(i => parts.Aggregate(new List<double>(), (row, part) =>
        {
            if (row.Count == part.Start) row.AddRange(part.Rows[i]);
            return row;
        }).ToArray())];
    }
}
