using GradAlign.Analyzer.Inputs;
using GradAlign.FashionCells.Soundness;
using static TorchSharp.torch;

namespace GradAlign.NasBench.Tests.Fashion;

public sealed class SoundnessTests
{
    [Fact]
    public void There_are_20_sound_models_and_15_pathological_ones_at_least()
    {
        Assert.True(SoundModels.All.Count >= 20 && SoundModels.All.All(m => m.IsSound));
        Assert.True(PathologicalModels.All.Count >= 15 && PathologicalModels.All.All(m => !m.IsSound));
        Assert.Distinct(SoundModels.All.Concat(PathologicalModels.All).Select(m => m.Name));
    }

    [Fact]
    public void Every_model_gives_what_its_loss_takes()
    {
        foreach (var model in SoundModels.All.Concat(PathologicalModels.All).Where(m => m.Name != "resnet-50"))
        {
            using var scope = NewDisposeScope();
            using var made = model.Create();
            var inputs = model.Vocabulary > 0 ? randint(model.Vocabulary, [2, .. model.InputShape], ScalarType.Int64) : randn([2, .. model.InputShape]);
            var targets = model.Vocabulary > 0 && model.Classes == 0 ? inputs : tensor(new long[] { 0, 1 });
            targets = model.Targets?.Invoke(new ScoringBatch(inputs, targets)) ?? targets;
            var loss = model.Loss ?? new CrossEntropy(model.Classes == 0 ? model.Vocabulary : model.Classes, tokens: model.Vocabulary > 0);
            Assert.Equal([2], loss.Of(made.call(inputs), targets).shape);
        }
    }
}
