using GradAlign.Analyzer.Metrics;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Baselines;

/// <summary>A score of the user's own.</summary>
/// <param name="Definition">What it is; its key is none of <see cref="ScoreCatalog"/>.</param>
/// <param name="Measure">Its value for a freshly initialised model in training mode with dropout off, on inputs [n × …] and targets [n]; not finite: undefined.</param>
public sealed record UserScore(ScoreDefinition Definition, Func<Module<Tensor, Tensor>, Tensor, Tensor, double> Measure);
