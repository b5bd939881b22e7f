using GradAlign.Analyzer.Inputs;

namespace GradAlign.Analyzer.Tests.Inputs;

public sealed class ImageScalingTests
{
    [Fact]
    public void Each_channel_has_mean_0_and_standard_deviation_1()
    {
        // Two images, two channels of three pixels; the channels have different scales.
        float[] values = ImageScaling.Standardise([1, 2, 3, 100, 150, 200, 4, 5, 6, 250, 50, 0], 2, 3);
        foreach (float[] channel in new[] { values[0..3].Concat(values[6..9]).ToArray(), values[3..6].Concat(values[9..12]).ToArray() })
        {
            Assert.Equal(0, channel.Average(), 1e-6);
            Assert.Equal(1, channel.Average(value => value * value), 1e-6);
        }
    }

    [Fact]
    public void Known_values_come_out() => Assert.Equal([-1f, 1f], ImageScaling.Standardise([0, 255], 1, 1));

    [Fact]
    public void Constant_channel_becomes_zero() =>
        Assert.Equal([0f, 0f, -1f, 0f, 0f, 1f], ImageScaling.Standardise([77, 77, 1, 77, 77, 3], 3, 1));
}
