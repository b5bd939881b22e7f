using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace GradAlign.Browser.Tests;

public sealed class AccessibilityTests(Browser browser) : IClassFixture<Browser>
{
    [BrowserTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_finds_no_violation_in_any_view(ColorScheme scheme)
    {
        foreach (var report in new[] { SampleReport.Create(), SyntheticReport.Create(models: 1, layers: 6) })
        {
            await using var open = await browser.OpenAsync(report, new() { ColorScheme = scheme, ViewportSize = new() { Width = 1280, Height = 900 } });
            for (var i = 0; i < await open.Links.CountAsync(); i++)
            {
                await open.Links.Nth(i).ClickAsync();
                await open.View.Locator("details").EvaluateAllAsync<object?>("all => all.forEach(d => d.open = true)");
                var result = await open.Page.RunAxe();
                Assert.True(result.Passes.Length > 10);
                Assert.Empty(result.Violations.Select(v => $"{v.Id}: {v.Help} {string.Join(" ", v.Nodes.Select(n => n.Html))}"));
            }

            open.AssertQuiet();
        }
    }

    [BrowserFact]
    public async Task Dark_page_is_dark_and_a_light_one_light()
    {
        foreach (var (scheme, from, to) in new[] { (ColorScheme.Dark, 0, 60), (ColorScheme.Light, 240, 255) })
        {
            await using var open = await browser.OpenAsync(SampleReport.Create(), new() { ColorScheme = scheme });
            var colour = await open.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
            Assert.All(colour["rgb(".Length..^1].Split(", "), part => Assert.InRange(int.Parse(part, System.Globalization.CultureInfo.InvariantCulture), from, to));
        }
    }

    [BrowserFact]
    public async Task Keyboard_alone_reaches_the_content_a_model_and_its_tables()
    {
        await using var open = await browser.OpenAsync(SyntheticReport.Create(models: 3, layers: 4));
        var keyboard = open.Page.Keyboard;
        await keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the content", await FocusedAsync(open));
        await keyboard.PressAsync("Tab");
        Assert.Equal("All models", await FocusedAsync(open));
        await keyboard.PressAsync("Tab");
        await keyboard.PressAsync("Tab");
        Assert.StartsWith("SyntheticNetwork1", await FocusedAsync(open), StringComparison.Ordinal);
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(open.Page.Locator("#model-2-title")).ToBeFocusedAsync();
        Assert.Equal("page", await open.Links.Nth(2).GetAttributeAsync("aria-current"));
        for (var i = 0; i < 10 && await open.Page.EvaluateAsync<string>("() => document.activeElement.tagName") != "SUMMARY"; i++) await keyboard.PressAsync("Tab");
        Assert.Equal("Layers", await FocusedAsync(open));
        await keyboard.PressAsync("Enter");
        Assert.True(await open.View.Locator("details table").First.IsVisibleAsync());
    }

    private static async Task<string> FocusedAsync(OpenPage open) => (await open.Page.EvaluateAsync<string>("() => document.activeElement.textContent")).Trim();
}
