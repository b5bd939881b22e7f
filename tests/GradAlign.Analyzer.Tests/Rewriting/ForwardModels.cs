using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Rewriting;

/// <summary>Layers called by <c>forward</c> in every way the language has. Inputs are [n × 3 × 8 × 8], outputs [n × 4].</summary>
internal static class ForwardModels
{
    public static Module<Tensor, Tensor> Fields() => new FieldModel();

    public static Module<Tensor, Tensor> MethodGroup() => new MethodGroupModel();

    public static Module<Tensor, Tensor> Generic() => new GenericModel<LeakyReLU>(LeakyReLU());

    public static Module<Tensor, Tensor> InPlaceModules() => new InPlaceModel(x => x);

    public static Module<Tensor, Tensor> InPlaceFunctions() => new InPlaceModel(x =>
    {
        x.add_(1);
        return functional.relu(x, inplace: true);
    });

    public static string Place() => typeof(ForwardModels).Assembly.Location;

    public static string Throws()
    {
        try
        {
            Linear(3, 3).forward(zeros(2, 4));
            return "";
        }
        catch (Exception e)
        {
            return e.StackTrace!;
        }
    }

    private sealed class FieldModel : Module<Tensor, Tensor>
    {
        private readonly Conv2d conv = Conv2d(3, 8, 3);
        private readonly BatchNorm2d norm = BatchNorm2d(8);
        private readonly Linear head = Linear(8, 4);
        private readonly Module<Tensor, Tensor> block = new Block();

        public FieldModel() : base(nameof(FieldModel)) => RegisterComponents();

        public override Tensor forward(Tensor input) => head.forward(block.forward(functional.relu(norm.forward(conv.forward(input)))).mean([2, 3]));
    }

    private sealed class Block : Plain
    {
        // A base call is no call of a module: hooks would see it twice.
        public override Tensor forward(Tensor input) => base.forward(input) + input;
    }

    private class Plain : Module<Tensor, Tensor>
    {
        private readonly Conv2d conv = Conv2d(8, 8, 3, padding: 1);

        public Plain() : base(nameof(Plain)) => RegisterComponents();

        public override Tensor forward(Tensor input) => conv.forward(input);
    }

    private sealed class MethodGroupModel : Module<Tensor, Tensor>
    {
        private readonly Linear first = Linear(192, 16);
        private readonly Linear second = Linear(16, 4);

        public MethodGroupModel() : base(nameof(MethodGroupModel)) => RegisterComponents();

        public override Tensor forward(Tensor input) => new Func<Tensor, Tensor>[] { first.forward, t => t.tanh(), second.forward }.Aggregate(input.flatten(1), (x, f) => f(x));
    }

    private sealed class GenericModel<TActivation> : Module<Tensor, Tensor>
        where TActivation : Module<Tensor, Tensor>
    {
        private readonly Linear first = Linear(192, 16);
        private readonly TActivation activation;
        private readonly Linear second = Linear(16, 4);

        public GenericModel(TActivation activation) : base("Generic")
        {
            this.activation = activation;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => second.forward(activation.forward(first.forward(input.flatten(1))));
    }

    private sealed class InPlaceModel : Module<Tensor, Tensor>
    {
        private readonly Sequential features = Sequential(("conv", Conv2d(3, 6, 3)), ("relu", ReLU(inplace: true)), ("pool", MaxPool2d(2)));
        private readonly Linear first = Linear(54, 16);
        private readonly Linear second = Linear(16, 4);
        private readonly Func<Tensor, Tensor> then;

        public InPlaceModel(Func<Tensor, Tensor> then) : base("InPlace")
        {
            this.then = then;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => second.forward(then(first.forward(features.forward(input).flatten(1))));
    }
}
