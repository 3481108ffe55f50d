from django.db import migrations, models

from assay.kit.tables_at_once import ChangesAtOnce


class Migration(migrations.Migration):

    dependencies = [
        ('work', '0012_severities'),
    ]

    operations = [
        ChangesAtOnce([
        migrations.AddField(
            model_name='contentrating',
            name='machine',
            field=models.CharField(blank=True, db_default='', help_text='Machine labeler and version that predicted it.', max_length=120),
        ),
        migrations.AddConstraint(
            model_name='contentrating',
            constraint=models.CheckConstraint(condition=models.Q(('rated_by', None), ('machine', ''), _connector='OR'), name='work_content_rating_one'),
        ),
        ]),
    ]
