using GradAlign.Analyzer.Gram;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Tests.Capture;

public sealed class GramKernelTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 7)]
    [InlineData(3, 8)]
    [InlineData(5, 1024)]
    [InlineData(13, 3001)]
    [InlineData(64, 5000)]
    public void Kernel_gives_the_products_of_the_rows(int samples, int columns)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var rows = randn(samples, columns);
        if (!GramKernel.Takes(rows)) return; // a processor without AVX2
        var sum = new double[samples * samples];
        GramKernel.Add(rows, sum);
        var exact = GramContraction.ToNumbers(GramContraction.Contract(rows.to(ScalarType.Float64)));
        for (var i = 0; i < samples; i++)
        {
            for (var j = 0; j < samples; j++) Assert.Equal(exact[i, j], sum[(i * samples) + j], 1e-6 * columns);
        }
    }

    [Fact]
    public void Kernel_gives_the_same_bits_with_more_threads()
    {
        using var scope = NewDisposeScope();
        var threads = get_num_threads();
        try
        {
            manual_seed(4);
            var rows = randn(64, 9000);
            set_num_threads(1);
            var alone = GramContraction.Gram(rows);
            set_num_threads(3);
            var together = GramContraction.Gram(rows);
            Assert.All(Enumerable.Range(0, 64 * 64), k => Assert.Equal(alone[k / 64, k % 64], together[k / 64, k % 64]));
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    [Fact]
    public void Rows_are_added_to_what_is_there()
    {
        using var scope = NewDisposeScope();
        foreach (var type in new[] { ScalarType.Float32, ScalarType.Float64 })
        {
            var rows = ones(5, 20, dtype: type);
            var sum = new double[25];
            GramContraction.Add(rows.narrow(1, 0, 12).contiguous(), sum);
            GramContraction.Add(rows.narrow(1, 12, 8), sum);
            Assert.All(sum, s => Assert.Equal(20, s));
        }
    }
}
