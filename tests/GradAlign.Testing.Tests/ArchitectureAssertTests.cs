using GradAlign.Testing.Messages;
using IntroScore;

namespace GradAlign.Testing.Tests;

public sealed class ArchitectureAssertTests
{
    [Fact]
    public void Chain_whose_conditions_hold_passes() =>
        ArchitectureAssert.That(() => Net.Small(), Net.Batch).HasConflictBelow(0.9).HasCollapseBelow(0.999).HasNoDeadLayers();

    [Fact]
    public void Method_group_is_scored_in_a_process_of_its_own()
    {
        var score = ArchitectureAssert.That(Net.Small, Net.Batch).Score;
        Assert.Null(score.WhyInProcess);
        Assert.Equal("Net.Small", score.Report.Name);
    }
}
