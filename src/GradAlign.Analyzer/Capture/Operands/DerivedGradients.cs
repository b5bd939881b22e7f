using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture.Operands;

/// <summary>
/// The chain rule from a tensor w that was computed from parameters alone (a standardised weight, a slice, a transpose) back to them:
/// ∂ℓᵢ/∂θ = (∂w/∂θ)ᵀ ∂ℓᵢ/∂w, one backward pass a sample through the small graph of w, which no sample takes part in.
/// </summary>
internal static class DerivedGradients
{
    /// <summary>Rows [n × p] of every parameter that w was computed from.</summary>
    /// <param name="derived">w, with its graph.</param>
    /// <param name="rows">∂ℓᵢ/∂w, [n × …w].</param>
    /// <param name="inventory">The parameters. Their own gradients are left as they are.</param>
    public static IReadOnlyDictionary<ModelParameter, Tensor> Of(Tensor derived, Tensor rows, ModelInventory inventory)
    {
        using var scope = NewDisposeScope();
        var before = inventory.Parameters.Select(p => p.Tensor.grad).ToArray();
        try
        {
            var found = new Dictionary<ModelParameter, List<Tensor>>();
            IReadOnlyList<ModelParameter> reached = inventory.Parameters;
            var samples = (int)rows.shape[0];
            for (var i = 0; i < samples; i++)
            {
                foreach (var parameter in reached) parameter.Tensor.grad = null;
                derived.backward([rows[i]], retain_graph: true);
                if (i == 0) reached = [.. reached.Where(p => p.Tensor.grad is not null)];
                foreach (var parameter in reached)
                {
                    if (!found.TryGetValue(parameter, out var gradients)) found.Add(parameter, gradients = []);
                    gradients.Add(parameter.Gradient!.reshape(-1));
                }
            }

            return found.ToDictionary(f => f.Key, f => stack(f.Value).MoveToOuterDisposeScope());
        }
        finally
        {
            for (var k = 0; k < before.Length; k++) inventory.Parameters[k].Tensor.grad = before[k];
        }
    }
}
