using System.Globalization;
using GradAlign.Benchmarks;
using IntroScore;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

// Ratios only: what is compared runs interleaved, in one process, so a busy machine slows all of it alike.
const int samples = 64;
const int rounds = 7;

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"n={samples} rounds={rounds} threads={get_num_threads()}"));

(string Name, Func<Module<Tensor, Tensor>> Factory)[] cases =
[
    ("mlp", ScoredModels.MlpShallow),
    ("cnn-bn", ScoredModels.CnnNormalised),
    ("resnet-20", ScoredModels.ResNet20),
];
foreach (var (name, factory) in cases)
{
    random.manual_seed(0);
    using var model = factory();
    using var @case = new EngineCase(model, samples);
    var (floor, fastToFloor, loopToFast) = Rounds.Medians(rounds, @case.OrdinaryStep, @case.Batched, @case.Loop);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"case={name} fast/floor={fastToFloor:f2} loop/fast={loopToFast:f1} floor={floor * 1000:f1}ms"));
}
