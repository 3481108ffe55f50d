from django.db import migrations, models

from assay.kit.tables_at_once import ChangesAtOnce


class Migration(migrations.Migration):

    dependencies = [
        ('labelers', '0007_consent_facts'),
    ]

    operations = [
        ChangesAtOnce([
        migrations.AddField(
            model_name='useprogress',
            name='task_id',
            field=models.BigIntegerField(default=0, help_text='Every task up to this one was rated, or never is.'),
        ),
        migrations.AlterField(
            model_name='labeleruse',
            name='mode',
            field=models.CharField(choices=[('off', 'Not used'), ('suggest', 'Fills in answers for people to check'), ('judge', 'One more judge'), ('alone', 'Alone where it is sure'), ('rate', 'Says how hard content is to look at')], max_length=7),
        ),
        migrations.AlterField(
            model_name='labeleruse',
            name='n_known',
            field=models.IntegerField(default=0, help_text='Known answers at or above the threshold; of one that rates content, labels it had not seen.'),
        ),
        migrations.AlterField(
            model_name='labeleruse',
            name='n_right',
            field=models.IntegerField(default=0, help_text='Right ones; where content is rated, those whose content is no harder than told.'),
        ),
        migrations.AlterField(
            model_name='predictionfate',
            name='fate',
            field=models.CharField(choices=[('suggested', 'Filled in for people to check'), ('voted', 'Counts as a judgment'), ('answered', 'Answered alone'), ('left', 'Left to people, to measure the labeler by them'), ('unsure', 'Not sure enough: left to people'), ('rated', 'Rated by how hard they are to look at'), ('too_late', 'Begun or done by people, withdrawn, or answered by it before')], max_length=9),
        ),
        ]),
    ]
