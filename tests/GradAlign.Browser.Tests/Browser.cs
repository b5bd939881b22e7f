using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Reporting.Html;
using Microsoft.Playwright;

namespace GradAlign.Browser.Tests;

/// <summary>A headless Chromium for the tests of a class, and the folder from which it opens its pages.</summary>
public sealed class Browser : IAsyncLifetime
{
    // A busy machine is no broken page.
    private const int Patience = 180_000;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gradalign-browser-");
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task InitializeAsync()
    {
        if (Chromium.Executable is null)
        {
            // Every test of the class is skipped by then, but for CI.
            if (Chromium.IsRequired) throw new InvalidOperationException($"there is no Chromium on the PATH, and {Chromium.Variable} names none");
            return;
        }

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Executable, Headless = true, Timeout = Patience });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        folder.Delete(recursive: true);
    }

    /// <summary>Writes a report as a page and opens it from disk.</summary>
    internal async Task<OpenPage> OpenAsync(Report report, BrowserNewContextOptions? options = null, string fragment = "")
    {
        var file = Path.Combine(folder.FullName, $"{Guid.NewGuid():N}.html");
        await File.WriteAllTextAsync(file, HtmlReportWriter.Write(report, SyntheticReport.History(report)));
        var context = await browser!.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        context.SetDefaultTimeout(Patience);
        return await OpenPage.OpenAsync(await context.NewPageAsync(), new Uri(file), fragment);
    }
}
