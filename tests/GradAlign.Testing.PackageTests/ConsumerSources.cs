namespace GradAlign.Testing.PackageTests;

/// <summary>Test projects of other frameworks, as users write them.</summary>
internal static class ConsumerSources
{
    public const string NUnitPackages = """
        <PackageReference Include="NUnit" VersionOverride="4.6.1" />
        <PackageReference Include="NUnit3TestAdapter" VersionOverride="6.3.1" />
        """;

    public const string MSTestPackages = """
        <PackageReference Include="MSTest.TestFramework" VersionOverride="4.5.2" />
        <PackageReference Include="MSTest.TestAdapter" VersionOverride="4.5.2" />
        """;

    public static string NUnit => Source("NUnit.Framework", "TestFixture", "Test", "[TestCaseSource(nameof(Ids))]");

    public static string MSTest => Source("Microsoft.VisualStudio.TestTools.UnitTesting", "TestClass", "TestMethod", "[TestMethod, DynamicData(nameof(Ids))]");

    public static string Project(string packages, bool libtorch) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <IsTestProject>true</IsTestProject>
            <UsesLibtorch>{(libtorch ? "true" : "false")}</UsesLibtorch>
            <TreatWarningsAsErrors>false</TreatWarningsAsErrors>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Microsoft.NET.Test.Sdk" />
            <PackageReference Include="GradAlign.Testing" />
            {packages}
          </ItemGroup>
        </Project>
        """;

    /// <summary>The models' own project, as docs/test-gate.md says: it has the gate's package, which is switched off.</summary>
    public const string ModelsProject = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <!-- As a new project has it, not as this repository. -->
            <AnalysisLevel>latest</AnalysisLevel>
            <GradAlignEnabled>false</GradAlignEnabled>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="TorchSharp" />
            <PackageReference Include="GradAlign.MSBuild" PrivateAssets="all" />
            <InternalsVisibleTo Include="Guide" />
          </ItemGroup>
        </Project>
        """;

    public const string Models = """
        using GradAlign;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        internal static class Models
        {
            [ScoredModel(5, Classes = 3)]
            public static Module<Tensor, Tensor> Small() => Sequential(("a", Linear(5, 40)), ("b", ReLU()), ("c", Linear(40, 3)));
        }
        """;

    /// <summary>The test project, which sees the internals of the models' project, attribute included, and has both packages.</summary>
    public const string GuideProject = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <IsTestProject>true</IsTestProject>
            <UsesLibtorch>true</UsesLibtorch>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <!-- As a new project has it, not as this repository. -->
            <AnalysisLevel>latest</AnalysisLevel>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Microsoft.NET.Test.Sdk" />
            <PackageReference Include="xunit" />
            <PackageReference Include="xunit.runner.visualstudio" />
            <PackageReference Include="GradAlign.Testing.Xunit" />
            <PackageReference Include="GradAlign.MSBuild" PrivateAssets="all" />
            <ProjectReference Include="../GuideModels/GuideModels.csproj" />
          </ItemGroup>
        </Project>
        """;

    public const string GuideTests = """
        using GradAlign;
        using GradAlign.Testing;
        using GradAlign.Testing.Xunit;
        using Xunit;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        public static class OwnModels
        {
            [ScoredModel(5, Classes = 3)]
            public static Module<Tensor, Tensor> Own() => Linear(5, 3);
        }

        public class ArchitectureTests
        {
            private static readonly ModelBatch Noise = ModelBatch.Synthetic(classes: 3, 5);

            [Fact]
            public void Small_is_sound() =>
                ArchitectureAssert.That(() => Models.Small(), Noise, s => s.HasConflictBelow(2).HasCollapseBelow(2));

            [Theory, ScoredModels(typeof(Models))]
            public void Every_model_is_sound(string model) => ArchitectureAssert.That(typeof(Models), model).HasConflictBelow(2);

            [Theory, ScoredModels(typeof(OwnModels))]
            public void Every_model_of_the_tests_is_sound(string model) => ArchitectureAssert.That(typeof(OwnModels), model).HasConflictBelow(2);
        }
        """;

    private static string Source(string framework, string type, string test, string theory) => $$"""
        using System.Collections.Generic;
        using GradAlign;
        using GradAlign.Testing;
        using {{framework}};
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        public static class Models
        {
            [ScoredModel(5, Classes = 3)]
            public static Module<Tensor, Tensor> Small() => Sequential(("a", Linear(5, 40)), ("b", ReLU()), ("c", Linear(40, 3)));
        }

        [{{type}}]
        public class ArchitectureTests
        {
            public static IEnumerable<object[]> Ids => ScoredModelIds.DeclaredBy(typeof(Models)).AsRows();

            {{theory}}
            public void Passes(string model) => ArchitectureAssert.That(typeof(Models), model).HasConflictBelow(2);

            [{{test}}]
            public void Fails() => ArchitectureAssert.That(typeof(Models), "Small", s => s.HasConflictBelow(-1).HasCollapseBelow(-1));

            [{{test}}]
            public void In_process_passes() =>
                ArchitectureAssert.That(() => Models.Small(), ModelBatch.Synthetic(3, 5), s => s.HasConflictBelow(2), new ScoreOptions { InProcess = true });
        }
        """;
}
