using GradAlign.Analyzer.Inputs;
using static GradAlign.Analyzer.Tests.Inputs.InputCases;

namespace GradAlign.Analyzer.Tests.Inputs;

public sealed class ExampleDataTests
{
    [Fact]
    public void Images_of_IntroScore_are_640_in_ten_even_classes()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "GradAlign.sln")))
            root = root.Parent;

        var source = Open(Path.Combine(root.FullName, "examples", "IntroScore", "data"));
        using var batch = source.Draw(640, 1);
        BatchCheck.Check(batch, Model(null, 10, 1, 28, 28), 640);
        Assert.All(Labels(batch).CountBy(label => label), count => Assert.Equal(64, count.Value));
        Assert.Equal(("idx", 640), (source.Description.Kind, source.Description.Samples));
    }
}
