using System.Xml.Linq;

namespace GradAlign.Testing.PackageTests;

/// <summary>One test of a trx file.</summary>
public sealed record TestResult(string Name, string Outcome, string? Message, IReadOnlyList<string> Attachments)
{
    public static IReadOnlyList<TestResult> Read(XDocument trx) =>
    [
        .. trx.Descendants().Where(e => e.Name.LocalName == "UnitTestResult").Select(e => new TestResult(
            e.Attribute("testName")!.Value, e.Attribute("outcome")!.Value, e.Descendants().FirstOrDefault(m => m.Name.LocalName == "Message")?.Value,
            [.. e.Descendants().Where(f => f.Name.LocalName == "ResultFile").Select(f => f.Attribute("path")!.Value)])),
    ];
}
