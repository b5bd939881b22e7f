namespace GradAlign.PackageTests;

/// <summary>A class library from its first, failing build on; each step once, the tests look at them.</summary>
public sealed class LibraryLife
{
    private const string AfterTheGate = """
        <Target Name="ShowReports" AfterTargets="GradAlignGate"><Message Importance="high" Text="report: @(GradAlignReport)" /></Target>
        """;

    public LibraryLife()
    {
        Project = UserProject.Create("Library", Sources.Bad, rest: AfterTheGate);
        Failed = Project.Build();
        Scored = Project.ScoredAt;
        FailedAgain = Project.Build("--no-restore");
        Relaxed = Project.Build("--no-restore", "-p:GradAlignMaxConflict=1", "-p:GradAlignMaxCollapse=1");
        ScoredWhenRelaxed = Project.ScoredAt;

        Project.Write("Models.cs", Sources.Mended);
        Passed = Project.Build("--no-restore");
        Published = Project.Run("publish", "--no-restore", "-c", "Debug");
        Packed = Project.Run("pack", "--no-restore", "-c", "Debug");
        NoOp = Project.Build("--no-restore");
        ScoredAtLast = Project.ScoredAt;
        DesignTime = Project.Run("msbuild", "-t:Compile", "-p:DesignTimeBuild=true", "-p:BuildingProject=false", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true");
        Evaluated = Project.Run("msbuild", "-getItem:UpToDateCheckInput,UpToDateCheckBuilt", "-getProperty:GradAlignRulePages").Output;
        WithoutCache = Project.Build("--no-restore", "-p:GradAlignNoCache=true");
        ScoredWithoutCache = Project.ScoredAt;
        Cleaned = Project.Run("clean");
        LeftByClean = Directory.Exists(Project.Kept);
    }

    internal UserProject Project { get; }

    internal BuildLog Failed { get; }

    internal BuildLog FailedAgain { get; }

    internal BuildLog Relaxed { get; }

    internal BuildLog Passed { get; }

    internal BuildLog Published { get; }

    internal BuildLog Packed { get; }

    internal BuildLog NoOp { get; }

    internal BuildLog DesignTime { get; }

    internal BuildLog WithoutCache { get; }

    internal BuildLog Cleaned { get; }

    internal string Evaluated { get; }

    internal DateTime Scored { get; }

    internal DateTime ScoredWhenRelaxed { get; }

    internal DateTime ScoredAtLast { get; }

    internal DateTime ScoredWithoutCache { get; }

    internal bool LeftByClean { get; }
}
