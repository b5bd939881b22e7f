using GradAlign.Analyzer.Reporting;

namespace GradAlign.Analyzer.Explanations;

/// <summary>Layers that are dead of one cause: twelve layers behind one fault are one thing to mend.</summary>
/// <param name="Cause">The cause.</param>
/// <param name="Count">Number of layers.</param>
/// <param name="Layers">Their names, runs of neighbours as <c>first to last</c>.</param>
/// <param name="First">The one of them that runs first.</param>
/// <param name="AreAlike">Whether the cause reads the same for all of them.</param>
internal sealed record DeadLayerGroup(DeadLayerCause Cause, int Count, string Layers, DeadLayer First, bool AreAlike)
{
    /// <summary>The cause in words; where the numbers differ, those of the first layer.</summary>
    public string Message => AreAlike ? First.Message : $"{First.Name}: {First.Message}; the others alike";

    /// <summary>The groups of a model, the largest first.</summary>
    /// <param name="layers">Every layer of the model, in order of execution.</param>
    /// <param name="dead">Its dead layers, in the same order.</param>
    public static IReadOnlyList<DeadLayerGroup> Of(IReadOnlyList<LayerReport> layers, IReadOnlyList<DeadLayer> dead)
    {
        var order = layers.Select((l, i) => (l.Name, i)).ToDictionary(l => l.Name, l => l.i);
        return [.. dead.GroupBy(d => d.Cause).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g =>
        {
            var first = g.First();
            return new DeadLayerGroup(g.Key, g.Count(), LayerNames.List([.. g.Select(d => (d.Name, order[d.Name]))]), first, g.All(d => d.Message == first.Message));
        })];
    }
}
