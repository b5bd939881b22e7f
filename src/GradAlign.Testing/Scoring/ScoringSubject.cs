using System.Reflection;
using GradAlign.Analyzer;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Hosting;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Module = TorchSharp.torch.nn.Module;

namespace GradAlign.Testing.Scoring;

/// <summary>One model, batch and set of options to score.</summary>
internal sealed record ScoringSubject
{
    public required ModelCase Model { get; init; }

    public required Assembly Assembly { get; init; }

    public required ScoringOptions Options { get; init; }

    public required ScoreOptions Settings { get; init; }

    /// <summary>The batch, for another model to be compared on; null where only the attribute knows it.</summary>
    public ModelBatch? Batch { get; init; }

    /// <summary>The factory; null where the model is found by name.</summary>
    public Func<Module?>? Factory { get; init; }

    /// <summary>Why the test's process has to score it; null where another one can.</summary>
    public string? WhyInProcess { get; init; }

    /// <summary>What is the same for the same score; null where nothing can be shared, because what the code captured is not known.</summary>
    public string? Key { get; init; }

    /// <summary>The same with other scores beside those that are always measured.</summary>
    public ScoringSubject Asking(string scores) => this with { Options = Options with { Scores = scores }, Key = Key is null ? null : $"{Key}|{scores}" };

    public static ScoringSubject Of(Func<Module?> factory, ModelBatch batch, ScoreOptions? settings, string? expression)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(batch);
        settings ??= new();
        var (factoryCode, batchCode) = (NamelessCode.Reference(factory), batch.Code is null ? null : NamelessCode.Reference(batch.Code));
        var state = factoryCode is null ? null : StaticState.ReadBy(factory.Method);
        var isTied = factoryCode is null || state is not null || (batch.Code is not null && batchCode is null);
        var options = settings.Scoring(batch.Data);
        return new()
        {
            Model = new()
            {
                Name = SubjectName.Of(expression, factory.Method),
                TypeName = SubjectName.TypeOf(factory.Method),
                MethodName = SubjectName.MethodOf(factory.Method),
                InputShape = batch.InputShape,
                Classes = batch.Classes,
                Vocabulary = batch.Vocabulary,
                FactoryCode = factoryCode,
                BatchCode = batchCode,
            },
            Assembly = factory.Method.Module.Assembly,
            Options = options,
            Settings = settings,
            Batch = batch,
            Factory = factory,
            WhyInProcess = settings.InProcess ? "as asked" : factoryCode is null ? "the factory captures variables or is generic" : state is not null ? $"the factory reads {state}, which another process does not have as this one has set it" : isTied ? "the batch captures variables" : null,
            Key = isTied ? null : $"{CodeIdentity.Of(factory)}|{(batch.Code is null ? null : CodeIdentity.Of(batch.Code))}|{string.Join(',', batch.InputShape)}|{batch.Classes}|{batch.Vocabulary}|{options}|{settings.InProcess}",
        };
    }

    /// <exception cref="Analyzer.Verdicts.ScoringException">GA0003: there is no such model.</exception>
    public static ScoringSubject Of(Type declaring, string id, ScoreOptions? settings)
    {
        ArgumentNullException.ThrowIfNull(declaring);
        ArgumentNullException.ThrowIfNull(id);
        settings ??= new();
        var (model, options) = (ScoredModelIds.Find(declaring.Assembly, id), settings.Scoring(data: null));
        return new()
        {
            Model = model,
            Assembly = declaring.Assembly,
            Options = options,
            Settings = settings,
            Batch = ModelBatch.Of(model),
            WhyInProcess = settings.InProcess ? "as asked" : null,
            Key = $"{declaring.Assembly.Location}|{model.TypeName}.{model.MethodName}|{options}|{settings.InProcess}",
        };
    }
}
