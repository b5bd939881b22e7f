namespace GradAlign.Cli.Tests;

public sealed class ExitCodeTests
{
    [Fact]
    public void First_of_several_follows_the_precedence()
    {
        int[] order = [5, 1, 7, 6, 4, 2, 3];
        for (var i = 0; i < order.Length; i++)
        {
            Assert.Equal(order[i], ExitCode.First(order[i..].Reverse()));
        }

        Assert.Equal(0, ExitCode.First([0]));
    }

    [Fact]
    public void Score_of_every_state_ends_with_the_configuration_error() => Assert.Equal(5, ExitCode.OfScore(SampleReport.Create()));
}
