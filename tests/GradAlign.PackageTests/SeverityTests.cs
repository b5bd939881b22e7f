namespace GradAlign.PackageTests;

public sealed class SeverityTests : IClassFixture<SeverityTests.Warned>
{
    private static readonly string[] Warning = ["-p:GradAlignWarnCollapse=0.01", "--no-restore"];
    private readonly Warned warned;

    public SeverityTests(Warned warned) => this.warned = warned;

    [Fact]
    public void Value_above_a_warning_limit_is_a_warning() => Check([], warnings: "GA1002", errors: "");

    [Fact]
    public void Warnings_are_errors_where_the_project_treats_them_so() => Check(["-p:TreatWarningsAsErrors=true"], warnings: "", errors: "GA1002");

    [Fact]
    public void The_gates_own_property_wins_over_the_projects() =>
        Check(["-p:TreatWarningsAsErrors=true", "-p:GradAlignTreatWarningsAsErrors=false"], warnings: "GA1002", errors: "");

    [Fact]
    public void A_warning_can_be_an_error_by_its_id() => Check(["-p:WarningsAsErrors=GA1002"], warnings: "", errors: "GA1002");

    [Theory]
    [InlineData("NoWarn")]
    [InlineData("MSBuildWarningsAsMessages")]
    public void A_warning_can_be_silenced_by_its_id_even_where_warnings_are_errors(string property) =>
        Check([$"-p:{property}=GA1002", "-p:TreatWarningsAsErrors=true"], warnings: "", errors: "");

    private void Check(string[] arguments, string warnings, string errors)
    {
        var built = warned.Project.Build([.. Warning, .. arguments]);

        Assert.Equal(errors.Length == 0, built.Succeeded);
        Assert.Equal((warnings, errors), (string.Join(" ", built.WarningIds), string.Join(" ", built.ErrorIds)));
    }

    /// <summary>A sound project, built once.</summary>
    public sealed class Warned
    {
        public Warned()
        {
            Project = UserProject.Create("Severity", Sources.Sound);
            var built = Project.Build();
            Assert.True(built.Succeeded, built.Output);
        }

        internal UserProject Project { get; }
    }
}
