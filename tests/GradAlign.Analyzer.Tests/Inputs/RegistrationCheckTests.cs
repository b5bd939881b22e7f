using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Verdicts;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Inputs;

public sealed class RegistrationCheckTests
{
    private static readonly ModelCase Model = new() { Name = "M", TypeName = "T", MethodName = "M", InputShape = [4], Classes = 2 };

    [Fact]
    public void Layers_in_a_list_are_named_with_their_field()
    {
        var message = Problem(new Holder(new List<Module> { Linear(4, 4) }));
        Assert.Contains("20 trainable parameters in 'held' of Holder", message, StringComparison.Ordinal);
        Assert.Contains("ModuleList", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_in_an_array_a_tuple_or_a_dictionary_are_found()
    {
        Assert.NotNull(Problem(new Holder(new Module[] { Linear(4, 4) })));
        Assert.NotNull(Problem(new Holder(("name", Linear(4, 4)))));
        Assert.NotNull(Problem(new Holder(new Dictionary<string, Module> { ["a"] = Linear(4, 4) })));
        Assert.NotNull(Problem(new Holder(new List<(string, Module)> { ("a", Linear(4, 4)) })));
    }

    [Fact]
    public void A_forgotten_RegisterComponents_is_found() => Assert.NotNull(Problem(new Forgetful()));

    [Fact]
    public void Registered_and_frozen_modules_are_no_problem()
    {
        Assert.Null(Problem(new Holder(new List<Module> { ReLU() })));
        Assert.Null(Problem(new Holder(null)));
        var frozen = Linear(4, 4);
        foreach (var parameter in frozen.parameters()) parameter.requires_grad = false;
        Assert.Null(Problem(new Holder(new List<Module> { frozen })));
        Assert.Null(Problem(Sequential(("a", Linear(4, 4)))));
        Assert.Null(Problem(new Twice()));
    }

    [Theory]
    [InlineData(true, "20 trainable parameters in its first pass ('backbone.weight', 'backbone.bias')")]
    [InlineData(false, "20 trainable parameters in 'backbone' of MadeInForward are not registered")]
    public void Layers_that_forward_makes_in_the_first_pass_are_an_error(bool registers, string expected)
    {
        var report = ScoringPipeline.Score(Model, () => new MadeInForward(registers), BatchSource.Open(Model, "synthetic", null), new() { BatchSize = 6, Repeats = 1, Device = "cpu" });
        var finding = Assert.Single(report.Findings, f => f.Severity == Severity.Error);
        Assert.Equal(Rules.NotRegistered.Id, finding.Id);
        Assert.Contains(expected, finding.Message, StringComparison.Ordinal);
        Assert.Contains("factory", finding.Message, StringComparison.Ordinal);
    }

    private static string? Problem(Module model)
    {
        try
        {
            RegistrationCheck.Check(Model, model);
            return null;
        }
        catch (ScoringException e)
        {
            Assert.Equal(Rules.NotRegistered.Id, e.Finding.Id);
            return e.Finding.Message;
        }
    }

    private sealed class Holder : Module<Tensor, Tensor>
    {
        private readonly object? held;
        private readonly Module<Tensor, Tensor> output = Linear(4, 2);

        public Holder(object? held) : base(nameof(Holder))
        {
            this.held = held;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => held is null ? input : output.call(input);
    }

    private sealed class Forgetful() : Module<Tensor, Tensor>(nameof(Forgetful))
    {
        private readonly Module<Tensor, Tensor> layer = Linear(4, 2);

        public override Tensor forward(Tensor input) => layer.call(input);
    }

    /// <summary>The same layer in a field and in a list: registered once is registered.</summary>
    private sealed class Twice : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> layer = Linear(4, 2);
        private readonly List<Module<Tensor, Tensor>> all;

        public Twice() : base(nameof(Twice))
        {
            all = [layer];
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => all[0].call(layer.call(input));
    }

    private sealed class MadeInForward : Module<Tensor, Tensor>
    {
        private readonly bool registers;
        private readonly TorchSharp.Modules.Linear head = Linear(4, 2);
        private TorchSharp.Modules.Linear? backbone;

        public MadeInForward(bool registers) : base(nameof(MadeInForward))
        {
            this.registers = registers;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            if (backbone is null)
            {
                backbone = Linear(input.shape[1], 4);
                if (registers) register_module("backbone", backbone);
            }

            return head.call(backbone.call(input).relu());
        }
    }
}
