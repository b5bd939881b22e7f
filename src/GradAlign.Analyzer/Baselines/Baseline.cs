using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Metrics;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Baselines;

/// <summary>A score of another work, measured on the model and the batch that are scored; one instance a seed.</summary>
internal abstract class Baseline
{
    /// <summary>What it is.</summary>
    public abstract ScoreDefinition Definition { get; }

    /// <summary>Whether it reads the formed per-sample gradients; forming them costs time where the engine goes without.</summary>
    public virtual bool NeedsGradients => false;

    /// <summary>Whether it reads the signs of what goes into the ReLUs.</summary>
    public virtual bool NeedsActivations => false;

    /// <summary>Forgets the gradients seen so far.</summary>
    public virtual void Begin()
    {
    }

    /// <summary>Takes some of a parameter's gradients, see <see cref="IGradientWatcher.Add"/>.</summary>
    public virtual void Add(ModelParameter parameter, long start, Tensor rows)
    {
    }

    /// <summary>Its value, after the gradients were taken. Leaves the model as it was.</summary>
    /// <param name="context">What was measured.</param>
    public abstract ScoreValue Measure(BaselineContext context);
}
