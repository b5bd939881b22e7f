using System.Text.Json.Nodes;

namespace GradAlign.PackageTests;

/// <summary>The packed tool carries no native library: a calibration of trees must be asked without one.</summary>
public sealed class CalibrationTests
{
    [Fact]
    public void Model_unlike_those_of_the_calibration_fails_the_build_and_passes_with_a_warning_where_that_is_relaxed()
    {
        // Convolutions, so that every score of the shipped calibration is defined; 32 pixels, so that it is outside.
        var project = UserProject.Create("Expected", Sources.Usings + """

            public static class Models
            {
                [ScoredModel(1, 32, 32, Classes = 10)]
                public static Module<Tensor, Tensor> Wide() => Sequential(
                    ("a", Conv2d(1, 8, 3, stride: 2)), ("b", ReLU()), ("c", Conv2d(8, 16, 3, stride: 2)), ("d", ReLU()), ("e", AdaptiveAvgPool2d(1)), ("f", Flatten()), ("g", Linear(16, 10)));
            }
            """, "<GradAlignMinExpectedAccuracy>0.5</GradAlignMinExpectedAccuracy><GradAlignMaxConflict>1</GradAlignMaxConflict><GradAlignMaxCollapse>1</GradAlignMaxCollapse>");
        var refused = project.Build();

        Assert.False(refused.Succeeded, refused.Output);
        Assert.Equal(["GA1003"], refused.ErrorIds);
        Assert.Contains("GA1004", refused.WarningIds);
        var estimate = JsonNode.Parse(File.ReadAllText(Path.Combine(project.Kept, "report.json")))!["models"]![0]!["expectedAccuracy"]!;
        Assert.InRange((double)estimate["value"]!, 0.1, 1);
        Assert.Contains("takes inputs of 1x32x32", string.Join(" ", estimate["outside"]!.AsArray()), StringComparison.Ordinal);

        var scored = project.ScoredAt;
        var relaxed = project.Build("--no-restore", "-p:GradAlignInconclusive=warning");
        Assert.True(relaxed.Succeeded, relaxed.Output);
        Assert.Equal(scored, project.ScoredAt);
        Assert.Equal(["GA1003", "GA1004"], relaxed.WarningIds.Where(id => id is "GA1003" or "GA1004"));
    }

    [Fact]
    public void Calibrator_that_is_not_there_is_an_error() =>
        Assert.Equal(["GA0006"], UserProject.Create("NoCalibrator", Sources.Sound, "<GradAlignCalibration>mine.zip</GradAlignCalibration>").Build().ErrorIds);
}
