using Microsoft.Playwright;

namespace GradAlign.Browser.Tests;

public sealed class PageTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly string[] Plots = ["gram", "spectrum", "layers", "history"];

    [BrowserFact]
    public async Task Every_model_can_be_clicked_and_shows_its_text_and_plots()
    {
        var report = SyntheticReport.Create(models: 4, layers: 8);
        await using var open = await browser.OpenAsync(report);
        Assert.Equal(1, await open.View.CountAsync());
        Assert.Equal("Conflict and collapse of all models against their limits", await open.View.Locator("svg[role=img]").GetAttributeAsync("aria-label"));
        Assert.Equal(report.Models.Count, await open.View.Locator("tbody tr").CountAsync());
        foreach (var model in report.Models)
        {
            await open.Links.Filter(new() { HasTextString = model.Report.Name }).ClickAsync();
            Assert.Equal(1, await open.View.CountAsync());
            Assert.StartsWith(model.Report.Name, await open.View.Locator("h2").InnerTextAsync(), StringComparison.Ordinal);
            Assert.Contains(model.Report.Name, await open.Page.TitleAsync(), StringComparison.Ordinal);
            Assert.Equal(Plots, await open.View.Locator("figure").EvaluateAllAsync<string[]>("figures => figures.map(f => f.dataset.plot)"));
            // The axes alone are less than twenty shapes.
            Assert.All(await open.View.Locator("svg[role=img]").EvaluateAllAsync<int[]>("pictures => pictures.map(p => p.querySelectorAll('path, line, circle, image, text').length)"), n => Assert.InRange(n, 10, 5000));
            Assert.Equal(Plots.Length, await open.View.Locator("svg[role=img]").CountAsync());
            Assert.True(await open.View.GetByText("stage0.block1.convolution.weight", new() { Exact = false }).CountAsync() > 0);
            Assert.True(await open.View.GetByText("GA0008").IsVisibleAsync());
        }

        await open.View.Locator(".findings a").First.ClickAsync();
        Assert.True(await open.Page.Locator("#rule-GA0008").IsVisibleAsync() || await open.Page.Locator("#rules").IsVisibleAsync());
        open.AssertQuiet();
    }

    [BrowserFact]
    public async Task Expected_accuracy_is_drawn_among_the_calibrations_models()
    {
        await using var open = await browser.OpenAsync(SampleReport.Calibrated());
        await open.Links.Nth(1).ClickAsync();
        var picture = open.View.Locator("figure[data-plot=calibration] svg[role=img]");
        Assert.StartsWith("Expected accuracy of Sound, 0.900 (0.850 to 0.950)", await picture.GetAttributeAsync("aria-label"), StringComparison.Ordinal);
        Assert.Equal(2, await picture.Locator("circle").CountAsync());
        open.AssertQuiet();
    }

    [BrowserFact]
    public async Task Heat_map_is_red_where_gradients_oppose_and_blue_where_they_agree()
    {
        // Samples 1, 0, 2 by class; their cosines are -0.5 (0 and 1), 0.25 (1 and 2), 0.5 (0 and 2).
        await using var open = await browser.OpenAsync(SampleReport.Create());
        await open.Links.Nth(1).ClickAsync();
        var pixels = await open.View.Locator("figure[data-plot=gram] svg[role=img] image").EvaluateAsync<int[][]>("""
            async element => {
              const image = new Image();
              image.src = element.getAttribute("href") ?? element.getAttributeNS("http://www.w3.org/1999/xlink", "href");
              await image.decode();
              const canvas = document.createElement("canvas");
              [canvas.width, canvas.height] = [image.width, image.height];
              const context = canvas.getContext("2d", { willReadFrequently: true });
              context.drawImage(image, 0, 0);
              return [...Array(9).keys()].map(k => [...context.getImageData(k % 3, Math.floor(k / 3), 1, 1).data]);
            }
            """);
        var redness = pixels.Select(p => p[0] - p[2]).ToArray();
        Assert.All([0, 4, 8], diagonal => Assert.InRange(redness[diagonal], -255, -60));
        Assert.InRange(redness[1], 60, 255);
        Assert.Equal(redness[1], redness[3]);
        Assert.InRange(redness[2], redness[0], -10);
        Assert.InRange(redness[5], -255, redness[2] - 10);
        open.AssertQuiet();
    }

    [BrowserFact]
    public async Task Hostile_text_is_shown_and_does_nothing()
    {
        var report = HostileReport.Create();
        await using var open = await browser.OpenAsync(report);
        Assert.Equal(report.Models.Count + 2, await open.Links.CountAsync());
        for (var i = 0; i < report.Models.Count; i++)
        {
            await open.Links.Nth(i + 1).ClickAsync();
            Assert.StartsWith(HostileReport.Texts[i].Replace("\u0001", "\ufffd", StringComparison.Ordinal)[..12], await open.View.Locator("h2").TextContentAsync() ?? "", StringComparison.Ordinal);
            await open.View.Locator("figure").First.HoverAsync();
        }

        Assert.Equal(0, await open.Page.Locator("img, iframe, b, [onerror], [onload], [onmouseover]").CountAsync());
        Assert.Equal(5, await open.Page.Locator("script").CountAsync());
        open.AssertQuiet();
    }

    [BrowserFact]
    public async Task Printed_page_holds_every_model_with_its_plots()
    {
        var report = SyntheticReport.Create(models: 3, layers: 4);
        await using var open = await browser.OpenAsync(report);
        await open.Page.EvaluateAsync("() => addEventListener('beforeprint', () => { window.printed = [document.querySelectorAll('.view:not([hidden])').length, document.querySelectorAll('svg[role=img]').length]; })");
        Assert.True((await open.Page.PdfAsync()).Length > 20_000);
        Assert.Equal([5, 1 + 3 * Plots.Length], await open.Page.EvaluateAsync<int[]>("() => window.printed"));
        Assert.Equal("overview", await open.View.GetAttributeAsync("id"));
        open.AssertQuiet();
    }

    [BrowserFact]
    public async Task Without_scripts_every_view_and_table_is_there()
    {
        await using var open = await browser.OpenAsync(SyntheticReport.Create(models: 2, layers: 4), new() { JavaScriptEnabled = false });
        Assert.Equal(4, await open.View.CountAsync());
        Assert.True(await open.Page.Locator("#model-2 table").First.IsVisibleAsync());
    }

    [BrowserFact]
    public async Task Page_opened_at_a_model_shows_it_from_the_top_and_at_a_rule_shows_the_rule()
    {
        await using var model = await browser.OpenAsync(SyntheticReport.Create(models: 2, layers: 30), fragment: "#model-2");
        Assert.Equal("model-2", await model.View.GetAttributeAsync("id"));
        Assert.Equal(0, await model.Page.EvaluateAsync<int>("() => scrollY"));
        await using var rule = await browser.OpenAsync(SampleReport.Create(), fragment: "#rule-GA1002");
        Assert.Equal("rules", await rule.View.GetAttributeAsync("id"));
        Assert.True(await rule.Page.EvaluateAsync<bool>("() => Math.abs(document.getElementById('rule-GA1002').getBoundingClientRect().top) < innerHeight / 2"));
        rule.AssertQuiet();
    }

    [BrowserFact]
    public async Task Narrow_page_does_not_scroll_sideways()
    {
        await using var open = await browser.OpenAsync(SyntheticReport.Create(models: 3, layers: 6), new() { ViewportSize = new() { Width = 360, Height = 700 } });
        for (var i = 0; i < 3; i++)
        {
            await open.Links.Nth(i).ClickAsync();
            Assert.InRange(await open.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), 1, 360);
        }

        open.AssertQuiet();
    }
}
