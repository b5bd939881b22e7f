using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture;

/// <summary>Remembers what a scoring changes in a model (mode, gradients, buffers, random state) and puts it back.</summary>
internal sealed class ModelState : IDisposable
{
    private readonly ModelInventory inventory;
    private readonly bool[] training;
    private readonly (Parameter Parameter, Tensor? Gradient)[] gradients;
    private readonly (Tensor Buffer, Tensor Value)[] buffers;
    private readonly Tensor randomState = torch.random.get_rng_state();

    public ModelState(ModelInventory inventory)
    {
        using var scope = NewDisposeScope();
        this.inventory = inventory;
        randomState.DetachFromDisposeScope();
        training = [.. inventory.Modules.Select(m => m.Module.training)];
        gradients = [.. inventory.Modules
            .SelectMany(m => m.Module.named_parameters(recurse: false))
            .Select(p => (p.parameter, p.parameter.grad?.clone().DetachFromDisposeScope()))];
        buffers = [.. inventory.Modules
            .SelectMany(m => m.Module.named_buffers(recurse: false))
            .Select(b => (b.buffer, b.buffer.clone().DetachFromDisposeScope()))];
    }

    public void Dispose()
    {
        using var scope = NewDisposeScope();
        using (no_grad())
        {
            foreach (var (buffer, value) in buffers)
            {
                buffer.copy_(value);
                value.Dispose();
            }
        }

        foreach (var (parameter, gradient) in gradients)
        {
            parameter.grad = gradient;
            gradient?.Dispose();
        }

        // train() reaches the children too, so parents go first and every module ends with its own mode.
        for (var i = 0; i < training.Length; i++) inventory.Modules[i].Module.train(training[i]);
        torch.random.set_rng_state(randomState);
        randomState.Dispose();
    }
}
