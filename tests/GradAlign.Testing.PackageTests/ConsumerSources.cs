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
          <ItemGroup>
            <Compile Include="../../src/GradAlign.MSBuild/build/ScoredModelAttribute.cs" />
          </ItemGroup>
        </Project>
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
