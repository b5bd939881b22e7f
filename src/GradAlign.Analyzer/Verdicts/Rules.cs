namespace GradAlign.Analyzer.Verdicts;

/// <summary>The one table of diagnostics; nothing else spells an id.</summary>
public static class Rules
{
    /// <summary>Native TorchSharp/libtorch could not be loaded.</summary>
    public static Rule NativeLibraryMissing { get; } = new("GA0001", "Native TorchSharp/libtorch could not be loaded", Severity.Error);

    /// <summary>The assembly could not be inspected.</summary>
    public static Rule AssemblyNotInspected { get; } = new("GA0002", "The assembly could not be inspected", Severity.Error);

    /// <summary>No scored models were found.</summary>
    public static Rule NoModels { get; } = new("GA0003", "No scored models found", Severity.Error);

    /// <summary>A factory or batch threw, returned null, or ended the process.</summary>
    public static Rule UserCodeFailed { get; } = new("GA0004", "A factory or batch threw, returned null, or ended the process", Severity.Error);

    /// <summary>Input, target and output shapes or types do not fit.</summary>
    public static Rule ShapeMismatch { get; } = new("GA0005", "Input, target and output shapes or types do not fit", Severity.Error);

    /// <summary>Invalid configuration or attribute.</summary>
    public static Rule InvalidConfiguration { get; } = new("GA0006", "Invalid configuration or attribute", Severity.Error);

    /// <summary>Scoring timed out, was killed, or ran out of memory.</summary>
    public static Rule ScoringKilled { get; } = new("GA0007", "Scoring timed out, was killed, or ran out of memory", Severity.Error);

    /// <summary>Scored on synthetic data.</summary>
    public static Rule SyntheticData { get; } = new("GA0008", "Scored on synthetic data", Severity.Info);

    /// <summary>Fell back to the per-sample loop.</summary>
    public static Rule LoopFallback { get; } = new("GA0009", "Fell back to the per-sample loop", Severity.Info);

    /// <summary>The requested device is not available.</summary>
    public static Rule DeviceUnavailable { get; } = new("GA0010", "Requested device not available", Severity.Error);

    /// <summary>Batch normalisation was frozen for a layer.</summary>
    public static Rule BatchNormFrozen { get; } = new("GA0011", "Batch normalisation frozen for a layer", Severity.Info);

    /// <summary>The project's TorchSharp is not one this version supports.</summary>
    public static Rule UnsupportedTorchSharp { get; } = new("GA0012", "TorchSharp of the project is not supported", Severity.Error);

    /// <summary>A method makes a model and is not scored.</summary>
    public static Rule UnscoredFactory { get; } = new("GA0013", "A factory of a model is not scored", Severity.Warning);

    /// <summary>Modules or parameters of the model are not registered.</summary>
    public static Rule NotRegistered { get; } = new("GA0014", "Modules or parameters are not registered", Severity.Error);

    /// <summary>A factory makes other weights or another model at each call.</summary>
    public static Rule NotRepeatable { get; } = new("GA0015", "A factory does not make the same model from the same seed", Severity.Error);

    /// <summary>libtorch computes convolutions wrongly on this processor.</summary>
    public static Rule WrongConvolutions { get; } = new("GA0016", "libtorch computes convolutions wrongly here", Severity.Error);

    /// <summary>A model keeps something from one forward pass to the next.</summary>
    public static Rule CarriedState { get; } = new("GA0017", "State carried from pass to pass was put back", Severity.Info);

    /// <summary>Weights of half precision were scored as float32.</summary>
    public static Rule HalfPrecision { get; } = new("GA0018", "Half-precision weights scored in float32", Severity.Info);

    /// <summary>Gradient conflict above the limit.</summary>
    public static Rule Conflict { get; } = new("GA1001", "Gradient conflict above the limit", Severity.Error);

    /// <summary>Gradient collapse above the limit.</summary>
    public static Rule Collapse { get; } = new("GA1002", "Gradient collapse above the limit", Severity.Error);

    /// <summary>Expected accuracy below the limit.</summary>
    public static Rule ExpectedAccuracy { get; } = new("GA1003", "Expected accuracy below the limit", Severity.Error);

    /// <summary>Outside the calibration's domain.</summary>
    public static Rule OutsideCalibration { get; } = new("GA1004", "Outside the calibration's domain", Severity.Warning);

    /// <summary>A score drifted from its snapshot.</summary>
    public static Rule SnapshotDrift { get; } = new("GA1005", "Score drifted from its snapshot", Severity.Error);

    /// <summary>A model without a snapshot, or a snapshot without a model.</summary>
    public static Rule SnapshotMissing { get; } = new("GA1006", "No snapshot for a model, or no model for a snapshot", Severity.Warning);

    /// <summary>A limit lies within the seeds' noise.</summary>
    public static Rule SeedsUndecided { get; } = new("GA1007", "A limit lies within the noise of the seeds", Severity.Warning);

    /// <summary>Dead layers.</summary>
    public static Rule DeadLayers { get; } = new("GA1008", "Dead layers", Severity.Warning);

    /// <summary>The score is undefined.</summary>
    public static Rule ScoreUndefined { get; } = new("GA1009", "Score undefined", Severity.Error);

    /// <summary>A model is worse than at the base it was compared with.</summary>
    public static Rule WorseThanBase { get; } = new("GA1010", "A model is worse than at the base", Severity.Error);

    /// <summary>Two sides, or a model of theirs, could not be compared.</summary>
    public static Rule NotCompared { get; } = new("GA1011", "Base and head could not be compared", Severity.Error);

    /// <summary>A model is at the base or at the head only.</summary>
    public static Rule OneSideOnly { get; } = new("GA1012", "A model is at the base or at the head only", Severity.Warning);

    /// <summary>The loss at initialisation is far above that of a guess.</summary>
    public static Rule LossAboveChance { get; } = new("GA1013", "Loss at initialisation far above chance", Severity.Warning);

    /// <summary>Every rule, by id.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        NativeLibraryMissing, AssemblyNotInspected, NoModels, UserCodeFailed, ShapeMismatch, InvalidConfiguration,
        ScoringKilled, SyntheticData, LoopFallback, DeviceUnavailable, BatchNormFrozen, UnsupportedTorchSharp, UnscoredFactory, NotRegistered, NotRepeatable, WrongConvolutions, CarriedState, HalfPrecision,
        Conflict, Collapse, ExpectedAccuracy, OutsideCalibration, SnapshotDrift, SnapshotMissing, SeedsUndecided, DeadLayers, ScoreUndefined,
        WorseThanBase, NotCompared, OneSideOnly, LossAboveChance,
    ];
}
