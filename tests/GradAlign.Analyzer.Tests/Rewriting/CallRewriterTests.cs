using System.Reflection;
using System.Reflection.PortableExecutable;
using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Rewriting;
using GradAlign.Analyzer.Tests.Capture;
using GradAlign.Analyzer.Tests.Inputs;
using Mono.Cecil;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Rewriting;

/// <summary>Copies of assemblies in which layers that are called by <c>forward</c> are seen.</summary>
public sealed class CallRewriterTests
{
    public static TheoryData<string> Forwards() => ["Fields", "MethodGroup", "Generic", "InPlaceModules", "InPlaceFunctions"];

    [Theory]
    [MemberData(nameof(Forwards))]
    public void Layers_called_by_forward_are_batched_and_equal_the_per_sample_loop(string factory)
    {
        using var model = RewrittenCopy.Model(typeof(ForwardModels), factory);
        using var batch = EngineComparison.Batch(6, [3, 8, 8], 4);
        var memory = new StructureMemory();
        var inventory = new ModelInventory(model);
        foreach (var _ in new[] { "first seed", "later seed" })
        {
            var captured = GradientCapture.Measure(model, inventory, batch, BatchNormMode.PerSample, new() { Structures = memory });
            Assert.Null(captured.LoopReason);
            Assert.Null(captured.PartialLoop);
            EngineComparison.AssertEqualsLoop(model, batch, captured);
        }
    }

    [Theory]
    [MemberData(nameof(Forwards))]
    public void Outputs_and_gradients_of_the_copy_are_equal_bit_by_bit(string factory)
    {
        using var batch = EngineComparison.Batch(6, [3, 8, 8], 4);
        var (original, copy) = (Pass(RewrittenCopy.Original(typeof(ForwardModels), factory), batch), Pass(RewrittenCopy.Model(typeof(ForwardModels), factory), batch));
        Assert.Equal(original.Length, copy.Length);
        Assert.All(original.Zip(copy), pair => Assert.True(pair.First.equal(pair.Second).all().item<bool>()));
    }

    [Fact]
    public void Without_the_copy_layers_called_by_forward_go_through_the_loop()
    {
        using var model = RewrittenCopy.Original(typeof(ForwardModels), "Fields");
        using var batch = EngineComparison.Batch(6, [3, 8, 8], 4);
        Assert.NotNull(GradientCapture.Measure(model, new ModelInventory(model), batch, BatchNormMode.PerSample).LoopReason);
    }

    [Fact]
    public void The_copy_knows_the_place_of_its_assembly() =>
        Assert.Equal(typeof(ForwardModels).Assembly.Location, RewrittenCopy.Invoke<string>(typeof(ForwardModels), nameof(ForwardModels.Place)));

    [Fact]
    public void The_copy_keeps_the_lines_of_the_source() =>
        Assert.Matches(@"ForwardModels\.cs:line \d+", RewrittenCopy.Invoke<string>(typeof(ForwardModels), nameof(ForwardModels.Throws)));

    [Fact]
    public void Tokens_lead_to_the_same_methods_in_the_copy()
    {
        var methods = typeof(ForwardModels).Assembly.GetTypes().Where(t => t.Namespace == typeof(ForwardModels).Namespace)
            .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)).ToArray();
        Assert.True(methods.Length > 50);
        Assert.All(methods, m =>
        {
            var moved = RewrittenCopy.Assembly.ManifestModule.ResolveMethod(UserContext.Shared.TokenIn(RewrittenCopy.Assembly, m.MetadataToken))!;
            Assert.Equal((m.DeclaringType!.FullName, m.ToString()), (moved.DeclaringType!.FullName, moved.ToString()));
        });
    }

    [Fact]
    public void Every_function_that_is_replaced_is_one_of_TorchSharp()
    {
        var functions = typeof(Watched).GetMethods().SelectMany(f => f.GetCustomAttributes<ReplacesAttribute>()).Select(a => a.Type).Distinct()
            .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public).Select(m => $"{t.FullName!.Replace('+', '/')}::{m.Name}({string.Join(',', m.GetParameters().Select(p => Name(p.ParameterType)))})"))
            .ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(Replacements.Keys);
        Assert.Empty(Replacements.Keys.Except(functions));
    }

    [Fact]
    public void An_assembly_without_calls_to_rewrite_is_loaded_as_it_is()
    {
        using var resolver = new ReferenceResolver(TrustedAssemblies.OfProcess());
        var copy = CallRewriter.Rewrite(typeof(Xunit.Assert).Assembly.Location, resolver);
        Assert.Null(copy.Image);
        Assert.Null(copy.LeftAlone);
    }

    [Fact]
    public void A_signed_assembly_is_copied_and_keeps_its_public_key()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "Signed.dll");
        using (var module = ModuleDefinition.ReadModule(typeof(ForwardModels).Assembly.Location))
        {
            module.Assembly.Name.PublicKey = typeof(Xunit.Assert).Assembly.GetName().GetPublicKey();
            module.Attributes |= ModuleAttributes.StrongNameSigned;
            module.Write(path);
        }

        var copy = new UserContext(TrustedAssemblies.OfProcess()).LoadUser(path);
        Assert.Equal(typeof(Xunit.Assert).Assembly.GetName().GetPublicKeyToken(), copy.GetName().GetPublicKeyToken());
        var place = copy.GetType(typeof(ForwardModels).FullName!)!.GetMethod(nameof(ForwardModels.Place), BindingFlags.Static | BindingFlags.Public)!;
        Assert.Equal("", place.Invoke(null, null)); // rewritten: Watched.Location knows the process's own context alone
    }

    [Fact]
    public void An_assembly_with_native_code_is_left_alone_with_a_reason()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "Mixed.dll");
        var image = File.ReadAllBytes(typeof(ForwardModels).Assembly.Location);
        using (var reader = new PEReader(new MemoryStream(image)))
        {
            // The flags of the CLI header (ECMA-335, II.25.3.3) are its fifth number of 32 bits; the first flag says that there is IL alone.
            image[reader.PEHeaders.CorHeaderStartOffset + 16] &= 0xFE;
        }

        File.WriteAllBytes(path, image);
        using var resolver = new ReferenceResolver(TrustedAssemblies.OfProcess());
        var copy = CallRewriter.Rewrite(path, resolver);
        Assert.Null(copy.Image);
        Assert.Contains("native code", copy.LeftAlone, StringComparison.Ordinal);
    }

    private static Tensor[] Pass(Module<Tensor, Tensor> model, ScoringBatch batch)
    {
        model.eval();
        var output = model.call(batch.Inputs);
        functional.cross_entropy(output, batch.Targets).backward();
        return [output.detach(), .. model.parameters().Select(p => p.grad!)];
    }

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.GetGenericTypeDefinition().FullName!.Replace('+', '/')}<{string.Join(',', type.GetGenericArguments().Select(Name))}>"
        : (type.FullName ?? type.Name).Replace('+', '/');
}
