using GradAlign.NasBench.Perturbations;

namespace GradAlign.NasBench.Tests.Perturbations;

public sealed class TrialTests
{
    [Fact]
    public void A_movement_is_the_greatest_step_the_sum_of_steps_and_the_range()
    {
        var trial = new Trial(0, "w[0]", [-1, 0, 1, 2], [[1, 5], [3, 5], [2.5, 5], [2, 5]]);
        Assert.Equal(new Movement(2, 3, 2), trial.Of(0));
        Assert.Equal(new Movement(0, 0, 0), trial.Of(1));
    }

    [Fact]
    public void A_trial_moves_one_parameter_of_a_hidden_layer_around_its_own_value()
    {
        var settings = new PerturbationSettings { Points = 3, Range = 0.5, RegionInputs = 200, BatchSize = 16, Shape = new(2, 6), Output = "", Summary = "" };
        using var scores = new SmallScores(settings);
        var trials = Enumerable.Range(0, 6).Select(t => Trial.Run(settings, scores, t)).ToArray();
        Assert.All(trials, t => Assert.StartsWith("hidden", t.Parameter, StringComparison.Ordinal));
        Assert.All(trials, t => Assert.Equal([-0.5, 0, 0.5], t.Values));
        Assert.Contains(trials, t => t.Of(1).Range > 0);

        // At its own value the network is the one that was initialised.
        TorchSharp.torch.manual_seed(0);
        using var model = settings.Shape.Build();
        Assert.Equal(scores.Measure(model).Select(v => (float)v), trials[0].Scores[1].Select(v => (float)v));
        Assert.All(trials, t => Assert.InRange(t.Scores[0][0], 1, 200));
    }

    [Fact]
    public void Regions_jump_more_counts_trials_by_spreads_and_leaves_out_those_where_nothing_moves()
    {
        var regions = new ScoreMovement([new(4, 8, 4), new(1, 1, 1), new(0, 0, 0)], Initialisations: 2, Shapes: 100);
        var score = new ScoreMovement([new(0.1, 0.1, 0.1), new(0.1, 0.2, 0.1), new(0, 0, 0)], Initialisations: 0.1, Shapes: 0.2);
        var columns = score.Columns(regions).ToDictionary(c => c.Name, c => c.Value);
        Assert.Equal(0.5, columns["regions_jump_more_in_sd_initialisations"]);
        Assert.Equal(0, columns["regions_jump_more_in_sd_shapes"]);
        Assert.Equal(2, columns["trials_that_move"]);
        Assert.Equal(1, columns["jump_over_sd_initialisations_max"], 1e-12);
        Assert.Equal(2, columns["variation_over_range_max"], 1e-12);
    }
}
