using GradAlign.Analyzer.Capture;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Capture;

public sealed class CaptureSessionTests
{
    [Fact]
    public void Session_that_cannot_begin_leaves_the_model_as_it_was()
    {
        using var model = new Unfit();
        using var input = randn(5, 4);
        Assert.ThrowsAny<Exception>(() => new CaptureSession(new(model), 5, BatchNormMode.PerSample, freeze: true));
        Assert.All(model.parameters(), p => Assert.True(p.requires_grad));
        model.train();
        using var own = functional.batch_norm(input, null, null, model.Norm.weight, model.Norm.bias, training: true);
        Assert.True(allclose(own, model.Norm.call(input)));
    }

    /// <summary>Attention whose keys and values are of two widths, which libtorch refuses, behind layers that are watched.</summary>
    private sealed class Unfit : Module<Tensor, Tensor>
    {
        private readonly Linear before = Linear(4, 4);
        private readonly BatchNorm1d norm = BatchNorm1d(4);
        private readonly MultiheadAttention attention = MultiheadAttention(4, 2, kdim: 5, vdim: 3);

        public Unfit() : base(nameof(Unfit)) => RegisterComponents();

        public BatchNorm1d Norm => norm;

        public override Tensor forward(Tensor input)
        {
            var x = norm.call(before.call(input)).unsqueeze(0);
            return attention.call(x, x, x, null, true, null).Item1.squeeze(0);
        }
    }
}
